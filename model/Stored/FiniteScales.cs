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
        int bad = Array.FindIndex(weights.Scales, scale => !FloatBits.IsFinite(weights.ScaleFormat, scale));
        if (bad >= 0)
        {
            (int row, int group) = (bad / weights.Groups, bad % weights.Groups);
            throw new InvalidDataException(
                $"{place}: the scale of row {row}, group {group} is 0x{weights.Scales[bad]:x}: a finite {weights.ScaleFormat} number is wanted");
        }
    }
}
