using System.Globalization;
using System.Text;
using MixPe.Flow.Gemm;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>What aligning activations costs, in docs/hardware.md: SQNR of a GEMM of aligned activations against the same one of the
/// activations as they are, in FP64; MIXPE_WRITE_ALIGNMENT=1 writes the table.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class AlignmentPageTests
{
    private const string RefreshVariable = "MIXPE_WRITE_ALIGNMENT";
    private const string Begin = "<!-- alignment -->\n";
    private const string End = "<!-- end of alignment -->";
    private const int M = 16;
    private const int N = 64;
    private const int K = 1024;
    private const int Group = 128;
    private const float OutlierFactor = 60;

    private static readonly string Page = Path.Combine(DesignFiles.Root, "docs", "hardware.md");
    private static readonly int[] Bits = [8, 10, 12, 14, 16, 20, 24];

    // A channel in 128 is an outlier.
    private static readonly (string Name, Func<Random, float[]> Draw)[] Distributions =
    [
        ("normal", Normal),
        ("heavy tails (Student's t, 3)", random => [.. Normal(random).Select(value => value / Chi(random))]),
        ("a channel in 128 times 60", random => Outliers(Normal(random))),
        ("the same, negative ones zero", random => [.. Outliers(Normal(random)).Select(value => Math.Max(0, value))]),
    ];

    [Test]
    public void The_manual_says_what_alignment_costs() =>
        HeldTable.Hold(Page, Begin, End, Table(), RefreshVariable);

    [Test]
    public void Sixteen_bits_are_at_least_75_dB_and_more_bits_help([Values("fp16", "bf16")] string format)
    {
        foreach (var (name, draw) in Distributions)
        {
            double[] ratios = [.. Bits.Select(bits => Ratio(NumberFormats.Get(format), draw, bits))];
            Assert.That(ratios, Is.Ordered.Ascending.And.Unique, name);
            Assert.That(ratios[Array.IndexOf(Bits, 16)], Is.GreaterThan(75), name);
        }
    }

    private static string Table()
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"| activations | | {string.Join(" | ", Bits.Select(bits => $"{bits} bits"))} |\n");
        text.Append(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(Bits.Select(_ => "---|"))}\n");
        foreach (string format in new[] { "fp16", "bf16" })
        {
            foreach (var (name, draw) in Distributions)
            {
                text.Append(CultureInfo.InvariantCulture, $"| {format.ToUpperInvariant()} | {name} |");
                foreach (int bits in Bits)
                {
                    double ratio = Ratio(NumberFormats.Get(format), draw, bits);
                    text.Append(CultureInfo.InvariantCulture, $" {ratio:0} |");
                }

                text.Append('\n');
            }
        }

        return text.ToString();
    }

    private static double Ratio(NumberFormat format, Func<Random, float[]> draw, int bits)
    {
        Random random = new(1);
        ushort[] codes = Array.ConvertAll(draw(random), value => (ushort)FloatBits.FromDouble(format, value));
        double[] x = Array.ConvertAll(codes, code => (double)FloatBits.ToSingle(format, code));
        double[] w = [.. Enumerable.Range(0, N * K).Select(_ => (double)random.Next(-8, 8))];
        double[] aligned = new double[x.Length];
        for (int start = 0; start < codes.Length; start += Group)
        {
            ReadOnlySpan<ushort> group = codes.AsSpan(start, Group);
            int largest = SlicedGroup.LargestExponent(format, group);
            int unit = SlicedGroup.UnitExponent(format, largest, bits);
            for (int i = 0; i < Group; i++)
            {
                aligned[start + i] = Math.ScaleB(SlicedGroup.Align(format, group[i], largest, bits), unit);
            }
        }

        return Fidelity.Measure(ReferenceGemm.Multiply(x, w, M, N, K), ReferenceGemm.Multiply(aligned, w, M, N, K)).SqnrDb;
    }

    private static float[] Normal(Random random) => Matrix.Normal(M, K, 1, random).Values;

    // The root of the mean of three squares.
    private static float Chi(Random random) =>
        MathF.Sqrt(Matrix.Normal(1, 3, 1, random).Values.Sum(value => value * value) / 3);

    private static float[] Outliers(float[] values) =>
        [.. values.Select((value, i) => i % Group == 0 ? value * OutlierFactor : value)];
}
