using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>A binary16 result and the exceptions that it raised.</summary>
/// <param name="Bits">The binary16 pattern.</param>
/// <param name="Status">The flags.</param>
public readonly record struct Fp16ScaleResult(ushort Bits, FloatStatus Status);
