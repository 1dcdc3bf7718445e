namespace MixPe.Model.Formats;

/// <summary>A finite floating-point number, taken apart: ±Significand · 2^Exponent.</summary>
/// <param name="Negative">The sign bit.</param>
/// <param name="Significand">The integer significand, hidden bit included.</param>
/// <param name="Exponent">Weight of the significand's lowest bit, as a power of two.</param>
public readonly record struct FloatParts(bool Negative, uint Significand, int Exponent);
