using MixPe.Generator.Designs;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>What follows from the sizes of a tile's buffers and streams.</summary>
/// <param name="Design">The design.</param>
public sealed record TileShape(Design Design)
{
    /// <summary>Blocks of results that can wait: one drains, one fills, two are within the array's latency.</summary>
    public const int YPages = 4;

    /// <summary>Width of the activation stream, bits.</summary>
    public int XStream => Design.Tile.XWords * Design.Lanes * Design.Activations.Bits;

    /// <summary>Width of the weight stream, bits.</summary>
    public int WStream => Design.Tile.WWords * Design.Weights.WordBits(Design.Lanes);

    /// <summary>Width of the result stream, bits.</summary>
    public int YStream => Design.Tile.YWords * Design.Output.Bits;

    /// <summary>Registers that a beat of results passes on its way through the tensors' scale: operands, products, and what these are
    /// rounded to, where nothing is added to them first; 0 where there is no such scale.</summary>
    public int ScaleStages => !Design.HasTensorScale ? 0 : !Design.HasAddend && Design.Output.Bits < NumberFormats.Fp32.Bits ? 3 : 2;

    /// <summary>Width of the stream of addends, bits: a binary32 number for each result of a beat; 0 where there is none.</summary>
    public int CStream => Design.HasAddend ? Design.Tile.YWords * NumberFormats.Fp32.Bits : 0;

    /// <summary>Causes of a failure.</summary>
    public int CauseBits => (Design.HasAddend ? 11 : 8) + (Design.HasRunTimeSlices ? 1 : 0);

    /// <summary>Stream beats that hold the largest row of X.</summary>
    public int XLines => Lines(Design.Tile.XWords * Design.Lanes);

    /// <summary>Stream beats that hold the weights of the largest row of W.</summary>
    /// <remarks>Weight-stationary arrays read whole groups.</remarks>
    public int WLines => Design.IsWeightStationary
        ? (int)CeilDiv((long)Groups * Design.Group, Design.Tile.WWords * Design.Lanes)
        : Lines(Design.Tile.WWords * Design.Lanes);

    /// <summary>Groups of the largest K.</summary>
    public int Groups => (int)CeilDiv(Design.Tile.MaxK, Design.Group);

    /// <summary>Bits of a group's parameters in the weight stream.</summary>
    public int ParamBits => Design.HasMinima ? SuperParamBits : Design.ZeroPoint || Design.HasIntegerScale ? 32 : Design.Scale.Bits;

    /// <summary>Where in them an integer scale begins: above its channel's scale and the byte of a zero point; with minima above the
    /// minimum.</summary>
    public int IntegerScaleBit => Design.HasMinima ? MinimumBit + SuperGroups.MinimumBits : 24;

    /// <summary>Where in them a minimum begins: above the two binary16 numbers of its super group, that of the minima the upper one.</summary>
    public const int MinimumBit = 32;

    // Two binary16 numbers, a minimum, a scale.
    private const int SuperParamBits = 48;

    /// <summary>Group parameters in a beat of the weight stream.</summary>
    public int Params => WStream / ParamBits;

    /// <summary>Stream beats that hold the parameters of the largest row of W.</summary>
    public int ParamLines => (int)Math.Min(int.MaxValue, CeilDiv(Design.Tile.MaxK, (long)Params * Design.Group));

    /// <summary>Scales of groups of X in a beat of the activation stream; with a scale a row that one.</summary>
    public int XScales => Design.ActivationGroupScale is { } scale ? XStream / scale.Bits : 1;

    /// <summary>Stream beats that hold the scales of the largest row of X.</summary>
    public int XScaleLines => (int)Math.Min(int.MaxValue, CeilDiv(Design.Tile.MaxK, (long)XScales * Design.Group));

    /// <summary>Slots of the activation buffer: a pass is used while the next one loads.</summary>
    public int XSlots => 2 * Design.Tile.RowBlocks;

    /// <summary>What decides in which cycle the tile does what.</summary>
    public TileTiming Timing => new(
        Design.IsWeightStationary,
        Design.Rows,
        Design.Columns,
        Design.Lanes,
        Design.Group,
        Design.Tile.XWords * Design.Lanes,
        Design.ActivationScale ? int.MaxValue : Design.ActivationGroupScale is null ? 0 : (int)Math.Min(int.MaxValue, (long)XScales * Design.Group),
        Design.Tile.WWords * Design.Lanes,
        Params,
        Design.Tile.YWords,
        Design.Tile.RowBlocks,
        YPages,
        Design.BandRows * Design.Passes,
        new Datapath(Design).LastResultLatency)
    {
        RowCycles = Design.Passes,
        WideGroups = Design.WideGroups,
        HasAddend = Design.HasAddend,
        ScaleStages = ScaleStages,
    };

    /// <summary>Bits that count from 0 to <paramref name="count"/> − 1, at least 1.</summary>
    public static int IndexBits(int count) => count <= 2 ? 1 : 32 - int.LeadingZeroCount(count - 1);

    /// <summary>Bits that hold <paramref name="value"/>.</summary>
    public static int ValueBits(int value) => 32 - int.LeadingZeroCount(value);

    /// <summary>Width of a number from 0 to a largest one with which it is compared: a bit more than it takes if the largest
    /// is all ones, since such a comparison would be a constant.</summary>
    public static int CountBits(int largest) => ValueBits(largest + 1);

    private int Lines(int elements) => (int)CeilDiv(Design.Tile.MaxK, elements);

    private static long CeilDiv(long a, long b) => (a + b - 1) / b;
}
