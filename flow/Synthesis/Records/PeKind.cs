using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The fields of a design that decide what its PE is: designs of the same ones have the same PE, whatever array and
/// tile are around it.</summary>
/// <param name="Weights">Format of W.</param>
/// <param name="Activations">Format of X.</param>
/// <param name="Group">Elements of a group: how wide the accumulator is.</param>
/// <param name="ZeroPoint">Whether groups have a zero point.</param>
/// <param name="Accumulator">Accumulation inside a group.</param>
/// <param name="Lanes">Products a cycle.</param>
/// <param name="Pipeline">Registers to the accumulator.</param>
/// <param name="Dataflow">What stays in it.</param>
/// <param name="Architecture">How products are made.</param>
/// <param name="Target">What its adders are written for.</param>
/// <param name="Slices">Cycles that a product takes with the accumulator sliced: its energy is that of all.</param>
/// <param name="SliceBits">Bits of an activation in it then.</param>
/// <param name="IsShared">Whether the registers of its activations are outside, shared by several columns.</param>
public sealed record PeKind(
    NumberFormat Weights,
    NumberFormat Activations,
    int Group,
    bool ZeroPoint,
    AccumulatorKind Accumulator,
    int Lanes,
    int Pipeline,
    Dataflow Dataflow,
    Architecture Architecture,
    HardwareTarget Target,
    int Slices,
    int SliceBits,
    bool IsShared)
{
    /// <summary>That of a design.</summary>
    public static PeKind Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return new PeKind(
            design.Weights, design.Activations, design.Group, design.ZeroPoint, design.Accumulator, design.Lanes,
            design.Pipeline, design.Dataflow, design.Architecture, design.Target, design.Slices, design.SliceBits,
            design.SharedColumns > 1);
    }
}
