using System.Globalization;
using System.Text;

namespace MixPe.Verif.Stored;

/// <summary>Safetensors files with layers of 4-bit codes, packed as AutoGPTQ's and AutoAWQ's definitions have them, by code
/// that shares nothing with the reader.</summary>
internal sealed class SafetensorsBytes
{
    private readonly List<string> _entries = [];
    private readonly List<byte> _data = [];

    /// <summary>Adds a tensor.</summary>
    public SafetensorsBytes Tensor(string name, string dtype, int[] shape, byte[] data)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"[{_data.Count},{_data.Count + data.Length}]");
        _entries.Add($"\"{name}\":{{\"dtype\":\"{dtype}\",\"shape\":[{string.Join(",", shape)}],\"data_offsets\":{place}}}");
        _data.AddRange(data);
        return this;
    }

    /// <summary>Adds 32-bit words.</summary>
    public SafetensorsBytes Words(string name, int[] shape, params uint[] words) =>
        Tensor(name, "I32", shape, [.. words.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Adds binary16 patterns.</summary>
    public SafetensorsBytes Halves(string name, int[] shape, params ushort[] bits) =>
        Tensor(name, "F16", shape, [.. bits.SelectMany(BitConverter.GetBytes)]);

    /// <summary>Adds a layer of GPTQ: qweight[i, n] has the codes of rows 8i to 8i + 7 of column n, lowest bits first;
    /// qzeros[g, j] the zero points less one of columns 8j to 8j + 7.</summary>
    /// <param name="prefix">The layer's name.</param>
    /// <param name="codes">[N, K] codes.</param>
    /// <param name="zeros">[N, groups] zero points.</param>
    /// <param name="scales">[N, groups] binary16 patterns.</param>
    public SafetensorsBytes Gptq(string prefix, int[,] codes, int[,] zeros, ushort[,] scales)
    {
        (int n, int k, int groups) = (codes.GetLength(0), codes.GetLength(1), zeros.GetLength(1));
        var qweight = new uint[k / 8 * n];
        var qzeros = new uint[groups * n / 8];
        for (int row = 0; row < n; row++)
        {
            for (int i = 0; i < k; i++)
            {
                qweight[(i / 8 * n) + row] |= (uint)codes[row, i] << (i % 8 * 4);
            }

            for (int g = 0; g < groups; g++)
            {
                qzeros[(g * n / 8) + (row / 8)] |= (uint)(zeros[row, g] - 1) << (row % 8 * 4);
            }
        }

        return Words($"{prefix}.qweight", [k / 8, n], qweight).Words($"{prefix}.qzeros", [groups, n / 8], qzeros)
            .Halves($"{prefix}.scales", [groups, n], Turned(scales));
    }

    /// <summary>Adds a layer of AWQ: nibble i of qweight[k, j] is of column 8j + order[i], order 0 2 4 6 1 3 5 7; qzeros
    /// likewise.</summary>
    /// <inheritdoc cref="Gptq"/>
    public SafetensorsBytes Awq(string prefix, int[,] codes, int[,] zeros, ushort[,] scales)
    {
        (int n, int k, int groups) = (codes.GetLength(0), codes.GetLength(1), zeros.GetLength(1));
        return Words($"{prefix}.qweight", [k, n / 8], Interleaved(codes)).Words($"{prefix}.qzeros", [groups, n / 8], Interleaved(zeros))
            .Halves($"{prefix}.scales", [groups, n], Turned(scales));
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        byte[] header = Encoding.UTF8.GetBytes($"{{{string.Join(",", _entries)}}}");
        return [.. BitConverter.GetBytes((long)header.Length), .. header, .. _data];
    }

    private static uint[] Interleaved(int[,] codes)
    {
        (int n, int rows) = (codes.GetLength(0), codes.GetLength(1));
        List<uint> words = [];
        for (int row = 0; row < rows; row++)
        {
            for (int start = 0; start < n; start += 8)
            {
                uint word = 0;
                int nibble = 0;
                foreach (int column in new[] { 0, 2, 4, 6, 1, 3, 5, 7 })
                {
                    word |= (uint)codes[start + column, row] << (4 * nibble++);
                }

                words.Add(word);
            }
        }

        return [.. words];
    }

    private static ushort[] Turned(ushort[,] values) =>
    [
        .. from column in Enumerable.Range(0, values.GetLength(1))
           from row in Enumerable.Range(0, values.GetLength(0))
           select values[row, column],
    ];
}
