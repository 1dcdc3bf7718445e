using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>Layers of 4-bit codes in safetensors files: GPTQ's and AWQ's.</summary>
internal static class PackedWeights
{
    private const int PerWord = PackedLayer.PerWord;
    private const string ZerosName = ".qzeros";
    private const string IndexName = ".g_idx";

    // Nibble i of a word of AutoAWQ is of column AwqOrder[i] of the 8 (its WQLinear_GEMM.from_linear).
    private static readonly int[] AwqOrder = [0, 2, 4, 6, 1, 3, 5, 7];
    private static readonly int[] InOrder = [0, 1, 2, 3, 4, 5, 6, 7];

    /// <summary>Reads a layer.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The layer's prefix.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <param name="gptq">How GPTQ's zero points are stored; null to go by the configuration beside the file.</param>
    /// <returns>Null if nothing of that name is a layer of codes.</returns>
    /// <exception cref="InvalidDataException">It is not what it claims to be.</exception>
    public static StoredWeights? Read(string path, string name, int most, GptqFormat? gptq)
    {
        if (PackedLayer.Find(path, name) is not { } layer)
        {
            return null;
        }

        PackedShape shape = PackedShape.Of(layer, most);
        QuantizedWeights codes = new(
            shape.N,
            shape.K,
            GroupOf(layer, shape),
            NumberFormats.Get("uint4"),
            shape.IsGptq ? AlongK(layer.Weights(), shape) : AlongN(layer.Weights(), shape.K, shape.N, AwqOrder),
            Turned(layer.Scales(), shape.Groups, shape.N),
            shape.IsGptq
                ? GptqZeros(path, layer, shape, gptq)
                : Integers(AlongN(layer.ZeroPoints(), shape.Groups, shape.N, AwqOrder)));
        FiniteScales.Require(layer.Place, codes);
        return new StoredWeights(
            layer.Place, shape.IsGptq ? StoredWeights.Gptq : "AWQ", shape.N, shape.K, codes);
    }

    private static int GroupOf(PackedLayer layer, PackedShape shape)
    {
        // AWQ has no index, and groups of one length.
        if (!shape.IsGptq || layer.Groups(shape.K) is not { } index)
        {
            return shape.K % shape.Groups == 0
                ? shape.K / shape.Groups
                : throw layer.Fault($"K is {shape.K}, no multiple of its {shape.Groups} groups, and no g_idx says how they lie");
        }

        int first = Array.FindIndex(index, group => group != 0);
        int length = first < 0 ? shape.K : Math.Max(first, 1);
        int bad = Enumerable.Range(0, shape.K).FirstOrDefault(k => index[k] != k / length, -1);
        if (bad >= 0)
        {
            throw layer.Fault(
                IndexName, $"element {bad} is {(int)index[bad]}, not {bad / length}: groups of one length in ascending order are read, "
                + "no order by activation (desc_act)");
        }

        int groups = (shape.K - 1) / length + 1;
        return groups == shape.Groups
            ? length
            : throw layer.Fault(IndexName, $"{groups} groups of {length}: scales have {shape.Groups}");
    }

    private static int[] GptqZeros(string path, PackedLayer layer, PackedShape shape, GptqFormat? format)
    {
        ushort[] stored = AlongN(layer.ZeroPoints(), shape.Groups, shape.N, InOrder);
        format ??= GptqConfiguration.Format(path);

        // 8 is the zero point of symmetric quantization, and nothing else makes all of them the same: some tools write it as
        // version 2 does without saying so.
        if (format is null && Array.TrueForAll(stored, zero => zero == 8))
        {
            throw layer.Fault(
                ZerosName, "all are stored as 8, which is a zero point of 9 in version 1 of the format and 8 in version 2: "
                + "--gptq v1 or --gptq v2 says which it is");
        }

        if (format == GptqFormat.V2)
        {
            return Integers(stored);
        }

        // Version 1 stores them less one. Of 15, some of its readers make 16 and others 0.
        int bad = Array.IndexOf(stored, (ushort)15);
        return bad < 0
            ? Array.ConvertAll(stored, zero => zero + 1)
            : throw layer.Fault(
                ZerosName, $"that of row {bad / shape.Groups}, group {bad % shape.Groups} is stored as 15, less one: "
                + "a zero point of 16 has no 4 bits");
    }

    // [K/8, N], the lowest bits the first of 8 rows, to [N, K].
    private static ushort[] AlongK(uint[] words, PackedShape shape)
    {
        var codes = new ushort[shape.N * shape.K];
        for (int i = 0; i < words.Length; i++)
        {
            int start = (i % shape.N * shape.K) + (i / shape.N * PerWord);
            for (int j = 0; j < PerWord; j++)
            {
                codes[start + j] = (ushort)((words[i] >> (4 * j)) & 15);
            }
        }

        return codes;
    }

    // [rows, N/8] to [N, rows].
    private static ushort[] AlongN(uint[] words, int rows, int n, int[] order)
    {
        var codes = new ushort[n * rows];
        int width = n / PerWord;
        for (int i = 0; i < words.Length; i++)
        {
            for (int j = 0; j < PerWord; j++)
            {
                int column = (i % width * PerWord) + order[j];
                codes[(column * rows) + (i / width)] = (ushort)((words[i] >> (4 * j)) & 15);
            }
        }

        return codes;
    }

    private static ushort[] Turned(ushort[] values, int rows, int columns)
    {
        var turned = new ushort[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            turned[(i % columns * rows) + (i / columns)] = values[i];
        }

        return turned;
    }

    private static int[] Integers(ushort[] values) => Array.ConvertAll(values, value => (int)value);
}
