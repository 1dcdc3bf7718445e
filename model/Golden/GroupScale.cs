namespace MixPe.Model.Golden;

/// <summary>What a group's dot product is multiplied by: the scale of W's group, and that of X's where groups of X have one.</summary>
/// <param name="Arithmetic">The formats.</param>
/// <param name="Weights">Bit pattern of the scale of W's group.</param>
/// <param name="Activations">Bit pattern of the scale of X's group; not looked at where groups of X have none.</param>
internal readonly record struct GroupScale(GemmArithmetic Arithmetic, ushort Weights, ushort Activations)
{
    /// <summary>The scale of a group of an output.</summary>
    /// <param name="a">The arithmetic.</param>
    /// <param name="o">The operands.</param>
    /// <param name="m">Row of X.</param>
    /// <param name="n">Row of W.</param>
    /// <param name="g">Group.</param>
    public static GroupScale Of(GemmArithmetic a, GemmOperands o, int m, int n, int g)
    {
        int groups = GemmCheck.Groups(a, o.K);
        return new GroupScale(a, o.Scales[(n * groups) + g], o.ActivationGroupScales?[(m * groups) + g] ?? 0);
    }

    /// <summary>p, one rounding.</summary>
    /// <param name="f">The group's sum.</param>
    public float Multiply(float f) => Arithmetic.ActivationGroupScale is { } format
        ? Dequantize.Multiply(f, Arithmetic.Scale, Weights, format, Activations)
        : Dequantize.Multiply(f, Arithmetic.Scale, Weights);
}
