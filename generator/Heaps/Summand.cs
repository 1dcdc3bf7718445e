namespace MixPe.Generator.Heaps;

/// <summary>One term of a sum: a signal, read as signed or unsigned, shifted left, added or subtracted.</summary>
/// <param name="Signal">Name of a vector declared [Width-1:0].</param>
/// <param name="Width">Width of the signal in bits.</param>
/// <param name="Shift">Left shift in bits: the weight of the signal's bit 0 is 2^Shift.</param>
/// <param name="IsSigned">True for two's complement.</param>
/// <param name="IsNegative">True when the term is subtracted.</param>
public sealed record Summand(
    string Signal, int Width, int Shift = 0, bool IsSigned = false, bool IsNegative = false);
