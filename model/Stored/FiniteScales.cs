using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>Refuses what a quantizer never writes.</summary>
internal static class FiniteScales
{
    /// <summary>Refuses the first scale that is an infinity or NaN.</summary>
    /// <exception cref="InvalidDataException">With its place.</exception>
    public static void Require(string place, QuantizedWeights weights)
    {
        if (weights.SuperGroups is { } super)
        {
            int supers = super.Scales.Length / weights.N;
            Require(place, super.Scales, supers, NumberFormats.Fp16, "scale", "super group");
            Require(place, super.Units, supers, NumberFormats.Fp16, "unit of the minima", "super group");
        }

        if (!weights.ScaleFormat.IsInteger)
        {
            Require(place, weights.Scales, weights.Groups, weights.ScaleFormat, "scale", "group");
        }
    }

    private static void Require(string place, ushort[] numbers, int columns, NumberFormat format, string what, string part)
    {
        int bad = Array.FindIndex(numbers, number => !FloatBits.IsFinite(format, number));
        if (bad >= 0)
        {
            throw new InvalidDataException(
                $"{place}: the {what} of row {bad / columns}, {part} {bad % columns} is 0x{numbers[bad]:x}: a finite {format} number is wanted");
        }
    }
}
