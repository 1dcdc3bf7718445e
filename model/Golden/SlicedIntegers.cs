namespace MixPe.Model.Golden;

/// <summary>Integer activations that pass through the PEs slice by slice: what counts of each is a number of its lowest bits, and their sums
/// are exact, as those of whole integers are.</summary>
internal static class SlicedIntegers
{
    /// <summary>The same with the exact accumulator, and activations that are what counts of them; of others unchanged.</summary>
    internal static (GemmArithmetic Arithmetic, GemmOperands Operands) Of(GemmArithmetic a, GemmOperands o)
    {
        if (a.Accumulator != AccumulatorKind.Sliced || !a.Activations.IsInteger)
        {
            return (a, o);
        }

        GemmArithmetic exact = a with { Accumulator = AccumulatorKind.Exact, AlignedBits = 0 };
        int above = 32 - a.AlignedBits;
        int mask = (1 << a.Activations.Bits) - 1;
        return a.AlignedBits == a.Activations.Bits
            ? (exact, o)
            : (exact, o with { Activations = Array.ConvertAll(o.Activations, code => (ushort)((code << above >> above) & mask)) });
    }
}
