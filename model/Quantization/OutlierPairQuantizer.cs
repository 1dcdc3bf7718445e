using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>A group of weights as outlier-victim pairs (OliVe, arXiv 2304.07493): the scale is searched for the least squared error, as OliVe's
/// published code does around three standard deviations.</summary>
internal static class OutlierPairQuantizer
{
    // What the largest integer stands for: the largest magnitude, so that nothing is an outlier, or 20 % to 150 % of three times the root mean square.
    private const int FirstPercent = 20;
    private const int LastPercent = 150;
    private const int PercentStep = 5;

    /// <summary>Writes the codes, and gives the scale; null where that of the largest magnitude is beyond its format.</summary>
    /// <param name="values">A group of a row, from the first of a pair on.</param>
    /// <param name="scales">Format of the scales.</param>
    /// <param name="codes">Gets as many codes.</param>
    internal static ushort? Quantize(ReadOnlySpan<float> values, NumberFormat scales, Span<ushort> codes)
    {
        double largest = 0;
        double squares = 0;
        foreach (float value in values)
        {
            largest = Math.Max(largest, Math.Abs((double)value));
            squares += (double)value * value;
        }

        if (ScaleRounding.Round(scales, largest, OutlierPairs.LargestNormal) is not ushort best)
        {
            return null;
        }

        double threeSigma = 3 * Math.Sqrt(squares / values.Length);
        double least = Encode(values, ScaleRounding.Value(scales, best), codes);
        var tried = new ushort[codes.Length];
        for (int percent = FirstPercent; percent <= LastPercent; percent += PercentStep)
        {
            // At the largest magnitude and above nothing is an outlier.
            double threshold = threeSigma * percent / 100;
            if (threshold >= largest || ScaleRounding.Round(scales, threshold, OutlierPairs.LargestNormal) is not ushort scale)
            {
                continue;
            }

            double error = Encode(values, ScaleRounding.Value(scales, scale), tried);
            if (error < least)
            {
                (best, least) = (scale, error);
                tried.CopyTo(codes);
            }
        }

        return best;
    }

    // The squared error that it leaves. The last one of an odd K is an integer.
    private static double Encode(ReadOnlySpan<float> values, double step, Span<ushort> codes)
    {
        double error = 0;
        for (int i = 0; i < values.Length; i += 2)
        {
            bool isPair = i + 1 < values.Length;
            (double first, double second) = (values[i] / step, isPair ? values[i + 1] / step : 0);
            (ushort First, ushort Second) pair = isPair
                ? OutlierPairs.Encode(first, second)
                : (OutlierPairs.NearestNormal(first), (ushort)0);
            codes[i] = pair.First;
            if (isPair)
            {
                codes[i + 1] = pair.Second;
            }

            error += OutlierPairs.SquaredError(pair, first, second);
        }

        return error * step * step;
    }
}
