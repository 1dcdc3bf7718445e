namespace MixPe.Generator.Heaps;

/// <summary>One bit of a column heap: a bit of a signal, possibly inverted, or the constant one.</summary>
/// <param name="Signal">Signal name; null for the constant one.</param>
/// <param name="SignalWidth">Declared width of the signal.</param>
/// <param name="Index">Bit index in the signal.</param>
/// <param name="IsInverted">True when the bit enters inverted.</param>
internal readonly record struct HeapBit(string? Signal, int SignalWidth, int Index, bool IsInverted)
{
    internal static HeapBit One { get; } = new(null, 0, 0, false);
}
