namespace MixPe.Flow.Gates;

/// <summary>An input that a net drives.</summary>
/// <param name="Instance">Number of the instance.</param>
/// <param name="Pin">Place of the input in it.</param>
public readonly record struct GateSink(int Instance, int Pin);
