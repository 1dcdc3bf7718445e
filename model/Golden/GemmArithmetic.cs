using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Everything about a design that decides the bits of a result, and nothing else.</summary>
/// <param name="Weights">Element format of W.</param>
/// <param name="Activations">Element format of X.</param>
/// <param name="Group">Group length G along K; the last group of a row may be shorter.</param>
/// <param name="HasZeroPoint">True when each group has an integer zero point, of the weights' format.</param>
/// <param name="HasActivationScale">True when each row of X has a binary16 scale.</param>
/// <param name="Accumulator">Accumulation inside a group.</param>
/// <param name="Lanes">Products a cycle; decides the order of addition of the rounding accumulators.</param>
/// <param name="Fused">One rounding for scale and accumulate instead of two; exact accumulator only.</param>
/// <param name="Output">fp32, fp16 or bf16.</param>
public sealed record GemmArithmetic(
    NumberFormat Weights,
    NumberFormat Activations,
    int Group,
    bool HasZeroPoint,
    bool HasActivationScale,
    AccumulatorKind Accumulator,
    int Lanes,
    bool Fused,
    NumberFormat Output)
{
    /// <summary>Element format of the groups' scales; with an integer one each channel has a binary16 scale besides.</summary>
    public NumberFormat Scale { get; init; } = NumberFormats.Fp16;

    /// <summary>Element format of the scale that each group of a row of X has, a factor of the dot product beside that of W's group;
    /// null where they have none.</summary>
    public NumberFormat? ActivationGroupScale { get; init; }

    /// <summary>Length of a super group along K, a multiple of <see cref="Group"/>, whose groups have integer scales and integer minima in
    /// units of binary16 numbers of the super group; 0 where there are none. The last super group of a row may be shorter.</summary>
    public int SuperGroup { get; init; }

    /// <summary>True where groups have integer scales, sums of K are integers, and channels have scales.</summary>
    public bool HasChannelScale => Scale.IsInteger && SuperGroup == 0;

    /// <summary>True where every result is multiplied by one binary32 number, the scale of both operands' tensors.</summary>
    public bool HasTensorScale { get; init; }

    /// <summary>True where a binary32 number is added to every result before it is rounded to the output's format.</summary>
    public bool HasAddend { get; init; }

    /// <summary>Bits of the integer that an activation becomes with <see cref="AccumulatorKind.Sliced"/>, else 0. Of an integer activation
    /// so many of its lowest bits count, as two's complement.</summary>
    public int AlignedBits { get; init; }

    /// <summary>Groups of K, the first ones, of whose integer activations <see cref="AlignedBits"/> bits count with
    /// <see cref="AccumulatorKind.Sliced"/>; of those of the others <see cref="NarrowBits"/>.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>Those bits; 0 where all groups are alike.</summary>
    public int NarrowBits { get; init; }
}
