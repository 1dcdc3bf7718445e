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
        bool isWhole = a.AlignedBits == a.Activations.Bits && GemmCheck.Groups(a, o.K) <= a.WideGroups;
        return isWhole ? (exact, o) : (exact, o with { Activations = [.. o.Activations.Select((code, i) => Lowest(a, code, i % o.K))] });
    }

    private static ushort Lowest(GemmArithmetic a, ushort code, int k)
    {
        int above = 32 - (k / a.Group < a.WideGroups ? a.AlignedBits : a.NarrowBits);
        return (ushort)((code << above >> above) & ((1 << a.Activations.Bits) - 1));
    }
}
