namespace MixPe.Model.Golden;

/// <summary>The operands of Y = X·Wᵀ as codes: integers as two's complement or unsigned bit patterns in the low
/// bits of each element, floating-point elements as their bit patterns. All arrays are row major.</summary>
/// <param name="M">Rows of X and of Y.</param>
/// <param name="N">Rows of W, the output channels.</param>
/// <param name="K">Columns of X and of W.</param>
/// <param name="Weights">[N, K] weight codes.</param>
/// <param name="Activations">[M, K] activation codes.</param>
/// <param name="Scales">[N, groups] bit patterns of the scales' format.</param>
/// <param name="ZeroPoints">[N, groups] integer zero points in the range of the weights' format, or null.</param>
/// <param name="ActivationScales">[M] binary16 bit patterns, or null.</param>
public sealed record GemmOperands(
    int M,
    int N,
    int K,
    ushort[] Weights,
    ushort[] Activations,
    ushort[] Scales,
    int[]? ZeroPoints,
    ushort[]? ActivationScales)
{
    /// <summary>[N] binary16 bit patterns of the channels' scales where the groups' are integers, else null.</summary>
    public ushort[]? ChannelScales { get; init; }

    /// <summary>What the super groups of W have besides the integer scales of their groups, else null.</summary>
    public SuperGroups? SuperGroups { get; init; }

    /// <summary>[M, groups] bit patterns of the scales of X's groups where these have scales, with super groups [M, super groups]; else
    /// null.</summary>
    public ushort[]? ActivationGroupScales { get; init; }

    /// <summary>The binary32 bit pattern of the scale of both operands' tensors where results are multiplied by one, else null.</summary>
    public uint? TensorScale { get; init; }

    /// <summary>[M, N] binary32 bit patterns of C where results have addends, else null.</summary>
    public uint[]? Addends { get; init; }
}
