using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>A group of weights as outlier-victim pairs (OliVe, arXiv 2304.07493), with a scale of <see cref="ThresholdSearch"/>.</summary>
internal static class OutlierPairQuantizer
{
    /// <summary>Writes the codes, and gives the scale; null where it is beyond its format.</summary>
    /// <param name="values">A group of a row, from the first of a pair on.</param>
    /// <param name="scales">Format of the scales.</param>
    /// <param name="codes">Gets as many codes.</param>
    internal static ushort? Quantize(ReadOnlySpan<float> values, NumberFormat scales, Span<ushort> codes) =>
        ThresholdSearch.Quantize(values, scales, OutlierPairs.LargestNormal, Encode, codes);

    // The last one of an odd K is an integer.
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

        return error;
    }
}
