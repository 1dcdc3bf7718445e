namespace MixPe.Flow.Estimate;

/// <summary>What a layer waits for.</summary>
public enum LayerBound
{
    /// <summary>The array: it takes an operand in nearly every cycle.</summary>
    Compute,

    /// <summary>A stream of the tile, which is busy for longer than the array: wider words would help.</summary>
    Stream,

    /// <summary>DRAM.</summary>
    Memory,
}
