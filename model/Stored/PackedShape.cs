namespace MixPe.Model.Stored;

/// <summary>Which of the two packings of 4 bits a layer has, and how large it is.</summary>
/// <param name="IsGptq">True for codes packed along K, GPTQ's; false for codes packed along N, AWQ's.</param>
/// <param name="N">Output channels.</param>
/// <param name="K">Inputs.</param>
/// <param name="Groups">Groups along K.</param>
internal sealed record PackedShape(bool IsGptq, int N, int K, int Groups)
{
    private const int PerWord = PackedLayer.PerWord;

    /// <summary>Tells it from the shapes: GPTQ has qweight [K/8, N], AWQ [K, N/8]; both have qzeros [groups, N/8] and
    /// scales [groups, N].</summary>
    /// <exception cref="InvalidDataException">The shapes are neither, or there are more elements than wanted.</exception>
    public static PackedShape Of(PackedLayer layer, int most)
    {
        (int rows, int columns) = (layer.WeightShape[0], layer.WeightShape[1]);
        (int groups, int n) = (layer.ScaleShape[0], layer.ScaleShape[1]);
        bool isGptq = columns == n;
        bool isAwq = (long)columns * PerWord == n;
        bool zerosFit = layer.ZeroShape[0] == groups && (long)layer.ZeroShape[1] * PerWord == n;
        if (rows == 0 || groups == 0 || n == 0 || !zerosFit || !(isGptq || isAwq))
        {
            throw layer.Fault(
                $"qweight {Shown(layer.WeightShape)}, qzeros {Shown(layer.ZeroShape)}, scales {Shown(layer.ScaleShape)} are not those of "
                + "4 bits: [K/8, N] (GPTQ) or [K, N/8] (AWQ), [groups, N/8], [groups, N]");
        }

        long k = isGptq ? (long)rows * PerWord : rows;
        return k * n <= most && groups <= k
            ? new PackedShape(isGptq, n, (int)k, groups)
            : throw layer.Fault(groups > k ? $"{groups} groups: K is {k}" : $"[{n}, {k}] has more than {most} elements");
    }

    private static string Shown(IReadOnlyList<int> shape) => $"[{string.Join(", ", shape)}]";
}
