using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>The scale of a group whose format keeps outliers: what the largest small code stands for is searched for the least squared error, as OliVe's
/// published code does around three standard deviations.</summary>
internal static class ThresholdSearch
{
    // The largest magnitude, so that nothing is an outlier, or 20 % to 150 % of three times the root mean square.
    private const int FirstPercent = 20;
    private const int LastPercent = 150;
    private const int PercentStep = 5;

    /// <summary>Writes the codes of the weights in units of a scale, and gives the squared error, in those units.</summary>
    internal delegate double Encoder(ReadOnlySpan<float> values, double step, Span<ushort> codes);

    /// <summary>Writes the codes, and gives the scale; null where that of the largest magnitude is beyond its format.</summary>
    /// <param name="values">A group of a row.</param>
    /// <param name="scales">Format of the scales.</param>
    /// <param name="largestSmall">The largest code that is no outlier's.</param>
    /// <param name="encode">The format's.</param>
    /// <param name="codes">Gets as many codes.</param>
    internal static ushort? Quantize(
        ReadOnlySpan<float> values, NumberFormat scales, int largestSmall, Encoder encode, Span<ushort> codes)
    {
        double largest = 0;
        double squares = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs((double)value));
            squares += (double)value * value;
        }

        if (ScaleRounding.Round(scales, largest, largestSmall) is not ushort best)
        {
            return null;
        }

        double threeSigma = 3 * Math.Sqrt(squares / values.Length);
        double least = Error(encode, values, ScaleRounding.Value(scales, best), codes);
        var tried = new ushort[codes.Length];
        for (int percent = FirstPercent; percent <= LastPercent; percent += PercentStep)
        {
            // At the largest magnitude and above nothing is an outlier.
            double threshold = threeSigma * percent / 100;
            if (threshold >= largest || ScaleRounding.Round(scales, threshold, largestSmall) is not ushort scale)
            {
                continue;
            }

            double error = Error(encode, values, ScaleRounding.Value(scales, scale), tried);
            if (error < least)
            {
                (best, least) = (scale, error);
                tried.CopyTo(codes);
            }
        }

        return best;
    }

    private static double Error(Encoder encode, ReadOnlySpan<float> values, double step, Span<ushort> codes) =>
        encode(values, step, codes) * step * step;
}
