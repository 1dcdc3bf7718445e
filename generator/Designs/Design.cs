using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Designs;

/// <summary>A validated design: every field of the design file, resolved. See docs/design-file.md.</summary>
/// <param name="Name">Prefix of every module; a SystemVerilog identifier in lower case.</param>
/// <param name="Description">One sentence.</param>
/// <param name="Systems">Published systems that this design follows.</param>
/// <param name="Weights">A fixed-point format (integers, ternary, minifloats) or fp16.</param>
/// <param name="Activations">int4, int8, fp8_e4m3, fp8_e5m2, fp16 or bf16.</param>
/// <param name="Group">Group length along K, a multiple of <paramref name="Lanes"/>.</param>
/// <param name="ZeroPoint">True when each group has an integer zero point.</param>
/// <param name="ActivationScale">True when each row of X has a binary16 scale.</param>
/// <param name="Accumulator">Accumulation inside a group.</param>
/// <param name="Fused">One rounding for scale and accumulate.</param>
/// <param name="Output">fp32, fp16 or bf16.</param>
/// <param name="Dataflow">What stays in the PEs.</param>
/// <param name="Lanes">Products a cycle in each PE.</param>
/// <param name="Pipeline">Registers from a beat's operands to the accumulator: 1, 2 or 4.</param>
/// <param name="Rows">Rows of the array, and rows of X in a block.</param>
/// <param name="Columns">Columns of the array (output channels in flight).</param>
/// <param name="DequantUnits">Dequantization units of a column, a divisor of <paramref name="Rows"/>.</param>
/// <param name="Tile">Streams and buffers around the array.</param>
/// <param name="Architecture">How the products are made.</param>
/// <param name="Target">asic or fpga.</param>
/// <param name="ClockNs">Clock period for the SDC file, in ns.</param>
public sealed record Design(
    string Name,
    string Description,
    IReadOnlyList<string> Systems,
    NumberFormat Weights,
    NumberFormat Activations,
    int Group,
    bool ZeroPoint,
    bool ActivationScale,
    AccumulatorKind Accumulator,
    bool Fused,
    NumberFormat Output,
    Dataflow Dataflow,
    int Lanes,
    int Pipeline,
    int Rows,
    int Columns,
    int DequantUnits,
    TileSizes Tile,
    Architecture Architecture,
    HardwareTarget Target,
    decimal ClockNs)
{
    /// <summary>Element format of the groups' scales: fp16, bf16, fp8_e4m3, e8m0 or uint8.</summary>
    public NumberFormat Scale { get; init; } = NumberFormats.Fp16;

    /// <summary>Element format of the scale that each group of a row of X has; null where they have none.</summary>
    public NumberFormat? ActivationGroupScale { get; init; }

    /// <summary>Length of a super group along K, a multiple of <see cref="Group"/>: groups have integer scales and integer minima, in units
    /// of two binary16 numbers of the super group, and super groups of rows of X have scales. 0 where there are none.</summary>
    public int SuperGroup { get; init; }

    /// <summary>True where groups have integer minima, and so super groups.</summary>
    public bool HasMinima => SuperGroup > 0;

    /// <summary>Groups in a super group; 0 where there are none.</summary>
    public int SuperGroupGroups => SuperGroup / Group;

    /// <summary>The design with groups of another length, and super groups of as many of them.</summary>
    /// <param name="group">A multiple of <see cref="Lanes"/>, or what these become.</param>
    public Design WithGroup(int group) => this with { Group = group, SuperGroup = SuperGroupGroups * group };

    /// <summary>True where dot products are corrected by activation sums: by zero points or minima.</summary>
    public bool HasActivationSums => ZeroPoint || HasMinima;

    /// <summary>Bits of what is multiplied by a group's activation sum, as it comes with the group's scale: a zero point; or a minimum above
    /// which is the binary16 number that it counts in.</summary>
    public int ZeroBits => HasMinima ? SuperGroups.MinimumBits + NumberFormats.Fp16.Bits : ZeroPoint ? Weights.Bits : 0;

    /// <summary>Elements along a row of X that share a scale where groups have scales.</summary>
    public int ActivationGroup => HasMinima ? SuperGroup : Group;

    /// <summary>True where the dot product of a group is multiplied by the scales of both operands' groups.</summary>
    public bool HasScalePairs => ActivationGroupScale is not null && !HasMinima;

    /// <summary>True where rows of X, or their groups, have scales.</summary>
    public bool HasActivationScales => ActivationScale || ActivationGroupScale is not null;

    /// <summary>Bits of the scale of a row of X, or of its groups.</summary>
    public int ActivationScaleBits => (ActivationGroupScale ?? NumberFormats.Fp16).Bits;

    /// <summary>True where groups have integer scales, so that the sum over K, or over a super group, is an integer, and channels or super
    /// groups have binary16 ones.</summary>
    public bool HasIntegerScale => Scale.IsInteger;

    /// <summary>True where the sum over K is an integer, and channels have binary16 scales.</summary>
    public bool HasChannelScale => HasIntegerScale && !HasMinima;

    /// <summary>Format of the floating-point scale: of a group, or of a channel whose groups have integer ones.</summary>
    public NumberFormat FloatScale => HasIntegerScale ? NumberFormats.Fp16 : Scale;

    /// <summary>Bits of all scales that come with a group: its own, above that of its channel if channels have one.</summary>
    public int ScaleBits => Scale.Bits + (HasIntegerScale ? FloatScale.Bits : 0);

    /// <summary>True where the tile multiplies its results by a binary32 number, the scale of both operands' tensors.</summary>
    public bool HasTensorScale { get; init; }

    /// <summary>True where the tile adds a stream of binary32 numbers to its results.</summary>
    public bool HasAddend { get; init; }

    /// <summary>True where what leaves the array is not yet a result: the tile scales it, or adds to it.</summary>
    public bool HasEpilogue => HasTensorScale || HasAddend;

    /// <summary>The design of the array by itself: it gives binary32 numbers where the tile still scales or adds to them; else this one.
    /// </summary>
    public Design Array => HasEpilogue ? this with { HasTensorScale = false, HasAddend = false, Output = NumberFormats.Fp32 } : this;

    /// <summary>Format of what leaves the array.</summary>
    public NumberFormat ArrayOutput => Array.Output;

    /// <summary>Slices that an activation passes through the PEs in with accumulator sliced, else 0.</summary>
    public int Slices { get; init; }

    /// <summary>True where a register of the tile says of each job how many slices its activations have, at most <see cref="Slices"/>.
    /// </summary>
    public bool HasRunTimeSlices { get; init; }

    /// <summary>True where another register says of each job how many groups of K, the first ones, have so many; the others have one.
    /// </summary>
    public bool HasWideGroups { get; init; }

    /// <summary>Those groups, of a job.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>True where neighbouring columns share a dequantization unit: each has a dot product only once for all of its slices. With
    /// a number of slices that may be one, each has its own.</summary>
    public bool SharesDequantUnits => Slices > 1 && !HasRunTimeSlices;

    /// <summary>The design that always has so many slices: its bits and its cycles are those of a job with as many.</summary>
    /// <param name="slices">From 1 to <see cref="Slices"/>, where <see cref="HasRunTimeSlices"/>.</param>
    public Design WithSlices(int slices) => HasRunTimeSlices && slices >= 1 && slices <= Slices
        ? this with { Slices = slices, HasRunTimeSlices = false, HasWideGroups = false }
        : throw new ArgumentOutOfRangeException(nameof(slices), slices, "not a number of slices that this design can run with");

    /// <summary>Bits of a slice, else 0.</summary>
    public int SliceBits { get; init; }

    /// <summary>Bits of the integer that an activation becomes, or is, with accumulator sliced, else 0.</summary>
    public int AlignedBits => Slices * SliceBits;

    /// <summary>Neighbouring columns of a weight-stationary array that share one register of each activation; 1 for an array in
    /// which each PE has its own.</summary>
    public int SharedColumns { get; init; } = 1;

    /// <summary>True where the columns that share activations share sums of them too: of two, or tables of four.</summary>
    public bool SharesSums => SharedColumns > 1 && (Architecture == Architecture.Lut || (Architecture == Architecture.PairSums && Lanes > 1));

    /// <summary>True for the accumulator sliced: integer PEs, and activations cut into slices where they enter.</summary>
    public bool IsSliced => Accumulator == AccumulatorKind.Sliced;

    /// <summary>True where these are floating-point numbers, which are aligned to the largest exponent of their group first; integers are cut
    /// as they are.</summary>
    public bool AlignsActivations => IsSliced && !Activations.IsInteger;

    /// <summary>The numbers that activations are: their format, or integers of fewer bits, the lowest ones of each, where a job's have fewer
    /// slices.</summary>
    public NumberFormat ActivationNumbers =>
        IsSliced && Activations.IsInteger && AlignedBits < Activations.Bits ? NumberFormat.Signed(AlignedBits) : Activations;

    /// <summary>True where a group's sum is a fixed-point number, exact after its operands are what they are.</summary>
    public bool HasFixedPointSums => Accumulator is AccumulatorKind.Exact or AccumulatorKind.Sliced;

    /// <summary>The design whose PEs and activation sums these are: of slices, integers without a sign; else itself.
    /// </summary>
    public Design Inner => IsSliced
        ? this with
        {
            Activations = NumberFormat.Unsigned(SliceBits),
            Accumulator = AccumulatorKind.Exact,
            ActivationScale = false,
            ActivationGroupScale = null,
            Slices = 0,
            SliceBits = 0,
            HasRunTimeSlices = false,
            HasWideGroups = false,
            WideGroups = int.MaxValue,
        }
        : this;

    /// <summary>Passes that an activation takes through the PEs, a cycle each: its slices, or one.</summary>
    public int Passes => Math.Max(1, Slices);

    /// <summary>Multiply-accumulates that all PEs can make in a cycle: a product takes as many cycles as it has passes.
    /// </summary>
    public double MacsPerCycle => (double)Rows * Columns * Lanes / Passes;

    /// <summary>The same of a job, whose groups may differ: products of K over the cycles that their passes take.</summary>
    /// <param name="k">K of the job.</param>
    public double MacsPerCycleOf(int k)
    {
        double wide = Math.Min(k, (double)WideGroups * Group);
        return (double)Rows * Columns * Lanes * k / ((wide * Passes) + (k - wide));
    }

    /// <summary>The design whose jobs have so many slices in the first groups of K, and one in the others.</summary>
    /// <param name="slices">From 1 to <see cref="Slices"/>; 0 for those.</param>
    /// <param name="wideGroups">The first groups; int.MaxValue for all.</param>
    public Design WithSlices(int slices, int wideGroups) =>
        slices == 0 && wideGroups == int.MaxValue ? this
        : wideGroups == int.MaxValue || HasWideGroups ? WithSlices(slices == 0 ? Slices : slices) with { WideGroups = wideGroups }
        : throw new ArgumentOutOfRangeException(nameof(wideGroups), wideGroups, "the groups of this design are alike");

    /// <summary>True for the weight-stationary dataflow.</summary>
    public bool IsWeightStationary => Dataflow == Dataflow.WeightStationary;

    /// <summary>Rows of a dequantization unit: the least distance of two groups' last beats, in cycles.</summary>
    public int BandRows => Rows / DequantUnits;

    /// <summary>The part of the design that decides the bits of a result.</summary>
    public GemmArithmetic Arithmetic => new(
        Weights, Activations, Group, ZeroPoint, ActivationScale, Accumulator, Lanes, Fused, Output)
    {
        Scale = Scale,
        ActivationGroupScale = ActivationGroupScale,
        SuperGroup = SuperGroup,
        AlignedBits = AlignedBits,
        WideGroups = WideGroups,
        NarrowBits = WideGroups == int.MaxValue ? 0 : SliceBits,
        HasTensorScale = HasTensorScale,
        HasAddend = HasAddend,
    };

    /// <summary>The name: what records print of themselves would not end, since <see cref="Inner"/> and <see cref="Array"/> are designs too.
    /// </summary>
    public override string ToString() => Name;
}
