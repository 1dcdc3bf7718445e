using System.Text.Json;
using MixPe.Model.Tensors;

namespace MixPe.Verif.Flow;

/// <summary>A dump as someone without this tool reads it: the NumPy files and meta.json, nothing else.</summary>
internal sealed class DumpFiles
{
    private readonly string _directory;
    private readonly Dictionary<string, JsonElement> _meta;

    public DumpFiles(string directory)
    {
        _directory = directory;
        string text = File.ReadAllText(Path.Combine(directory, "meta.json"));
        _meta = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(text)
            ?? throw new InvalidDataException("meta.json is null");
    }

    /// <summary>The files, meta.json left out: name without ending, type, dimensions.</summary>
    public IEnumerable<string> Tensors => Directory.EnumerateFiles(_directory, "*.npy")
        .Select(path => (Name: Path.GetFileNameWithoutExtension(path), Info: NpyFile.Describe(path)))
        .Select(file => $"{file.Name} {file.Info.Type} [{string.Join(", ", file.Info.Shape)}]");

    /// <summary>A field of meta.json as it stands there, strings without quotes.</summary>
    public string Meta(string name) => _meta[name].ToString();

    /// <summary>A tensor's values.</summary>
    public double[] Values(string name) => NpyFile.Read(Path.Combine(_directory, name + ".npy")).ToDoubles();

    /// <summary>Y from the operands, by the contract of docs, as meta.json says which part of it holds.</summary>
    /// <remarks>Sums of these sizes fit binary64's 53 bits exactly: a cast is then the one rounding that is due.
    /// </remarks>
    public double[] Result()
    {
        IReadOnlyList<int> w = Shape("w_codes"), x = Shape("x_codes");
        double[] y = new double[x[0] * w[0]];
        double[] weights = Values("w_codes"), activations = Activations(), scales = Values("w_scale");
        double[]? channels = Has("w_channel_scale") ? Values("w_channel_scale") : null;
        double[]? zeros = Has("w_zero") ? Values("w_zero") : null, xScales = Has("x_scale") ? Values("x_scale") : null;
        double[]? addends = Has("c") ? Values("c") : null;
        var (k, group, groups) = (w[1], Number("group"), Shape("w_scale")[1]);
        for (int i = 0; i < y.Length; i++)
        {
            var (row, channel) = (i / w[0], i % w[0]);
            float sum = 0;
            double integers = 0;
            for (int g = 0; g < groups; g++)
            {
                int start = g * group, length = Math.Min(group, k - start);
                double t = Dot(
                    weights.AsSpan((channel * k) + start, length),
                    activations.AsSpan((row * k) + start, length),
                    zeros?[(channel * groups) + g] ?? 0);
                double s = scales[(channel * groups) + g];
                integers += s * t;
                sum = Meta("fused") == "True" ? (float)(sum + (s * t)) : sum + ((float)t * (float)s);
            }

            sum = channels is null ? sum : (float)integers * (float)channels[channel];
            sum = xScales is null ? sum : sum * (float)xScales[row];
            y[i] = Rounded(addends is null ? sum : sum + (float)addends[i]);
        }

        return y;
    }

    private double Dot(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double zero)
    {
        double exact = 0;
        float rounded = 0;
        for (int i = 0; i < w.Length; i++)
        {
            exact += (w[i] - zero) * x[i];
        }

        // Two lanes: their sum, rounded, and then the accumulator's.
        for (int i = 0; i < w.Length; i += 2)
        {
            rounded += (float)(w[i] * x[i]) + (i + 1 < w.Length ? (float)(w[i + 1] * x[i + 1]) : 0);
        }

        return (Meta("accumulator"), Meta("lanes"), zero) switch
        {
            ("exact", _, _) => exact,
            ("fp32", "2", 0) => rounded,
            var other => throw new InvalidDataException($"meta.json: {other} is not known here"),
        };
    }

    private double[] Activations() => Meta("activations") switch
    {
        "int8" => Values("x_codes"),
        "fp8_e5m2" => Array.ConvertAll(
            Values("x_codes"), code => (double)BitConverter.UInt16BitsToHalf((ushort)((int)code << 8))),
        "bf16" => Array.ConvertAll(
            Values("x_codes"), code => (double)BitConverter.UInt32BitsToSingle((uint)code << 16)),
        "fp16" => Array.ConvertAll(Values("x_codes"), code => (double)BitConverter.UInt16BitsToHalf((ushort)code)),
        var other => throw new InvalidDataException($"meta.json: activations {other}"),
    };

    private double Rounded(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return Meta("out") switch
        {
            "fp32" => value,
            "fp16" => (double)(Half)value,

            // To nearest, ties to even, of the upper half.
            "bf16" => BitConverter.UInt32BitsToSingle((bits + 0x7fff + (bits >> 16 & 1)) & 0xffff0000),
            var other => throw new InvalidDataException($"meta.json: out {other}"),
        };
    }

    private int Number(string name) => _meta[name].GetInt32();

    private bool Has(string name) => File.Exists(Path.Combine(_directory, name + ".npy"));

    private IReadOnlyList<int> Shape(string name) => NpyFile.Describe(Path.Combine(_directory, name + ".npy")).Shape;
}
