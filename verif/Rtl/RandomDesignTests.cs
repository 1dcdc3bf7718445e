using System.Globalization;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Random designs by random GEMMs, RTL against golden. MIXPE_SEED and MIXPE_DESIGNS choose other ones and
/// more of them; MIXPE_REPLAY runs one case.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class RandomDesignTests
{
    private const int DefaultSeed = 20;
    private const int DefaultDesigns = 10;
    private const int Gemms = 24;

    private static IEnumerable<TestCaseData> Seeds()
    {
        if (Environment.GetEnvironmentVariable(RtlCase.ReplayVariable) is { Length: > 0 } text)
        {
            // The test's own argument: a name may not hold a whole case.
            yield return new TestCaseData(0, RtlCase.Parse(text)).SetName("Replayed_case");
            yield break;
        }

        int seed = Number("MIXPE_SEED", DefaultSeed);
        for (int i = 0; i < Number("MIXPE_DESIGNS", DefaultDesigns); i++)
        {
            yield return new TestCaseData(seed + i, null).SetName($"Random_design_is_bit_exact(seed {seed + i})");
        }
    }

    [TestCaseSource(nameof(Seeds))]
    public void Random_design_is_bit_exact(int seed, object? replayed)
    {
        var bench = new RtlBench();
        if (replayed is RtlCase c)
        {
            Assert.That(RtlGemm.Fault(bench, c), Is.Null);
            return;
        }

        var random = new Random(seed);
        IReadOnlyList<string> fields = RandomDesigns.Draw(random);
        TestContext.Out.WriteLine($"seed {seed}: {string.Join(' ', fields)}");
        GemmSuite.Check(bench, fields, Gemms, random);
    }

    [Test]
    public void The_cases_cover_designs_shapes_and_values()
    {
        var random = new Random(1);
        var drawn = Enumerable.Range(0, 2000).Select(_ =>
        {
            Design design = RtlDesigns.Of(RandomDesigns.Draw(random));
            return (Design: design, Operands: RandomOperands.Draw(design, random));
        }).ToArray();
        ushort[] scales = [.. drawn.Where(d => d.Design.Scale == NumberFormats.Fp16).SelectMany(d => d.Operands.Scales)];
        uint[][] results = [.. drawn.Where(d => d.Design.Output.Bits == 32)
            .Select(d => GoldenGemm.Run(d.Design.Arithmetic, d.Operands))];
        uint[] outputs = [.. results.SelectMany(y => y)];
        (string What, int Count, int Of)[] classes =
        [
            ("int8", drawn.Count(d => d.Design.Activations.IsInteger), drawn.Length),
            ("fp32 accumulator", drawn.Count(d => d.Design.Accumulator == AccumulatorKind.Fp32), drawn.Length),
            ("e8m0 scales", drawn.Count(d => d.Design.Scale.Name == "e8m0"), drawn.Length),
            ("integer scales", drawn.Count(d => d.Design.HasIntegerScale), drawn.Length),
            ("minima", 4 * drawn.Count(d => d.Design.HasMinima), drawn.Length),
            ("fp8", drawn.Count(d => d.Design.Activations.Name.StartsWith("fp8", StringComparison.Ordinal)), drawn.Length),
            ("bf16", drawn.Count(d => d.Design.Activations == NumberFormats.Bf16), drawn.Length),
            ("fp16 accumulator", drawn.Count(d => d.Design.Accumulator == AccumulatorKind.Fp16), drawn.Length),
            ("aligned bf16", 3 * drawn.Count(d => d.Design.IsSliced && d.Design.Activations == NumberFormats.Bf16), drawn.Length),
            ("slices", drawn.Count(d => d.Design.IsSliced), drawn.Length),
            ("slices of integers", 8 * drawn.Count(d => d.Design.IsSliced && d.Design.Activations.IsInteger), drawn.Length),
            ("fused", drawn.Count(d => d.Design.Fused), drawn.Length),
            ("zero points", drawn.Count(d => d.Design.ZeroPoint), drawn.Length),
            ("weight-stationary", drawn.Count(d => d.Design.IsWeightStationary), drawn.Length),
            ("one row", drawn.Count(d => d.Design.Rows == 1), drawn.Length),
            ("short last group", drawn.Count(d => d.Operands.K % d.Design.Group != 0), drawn.Length),
            ("short last beat", drawn.Count(d => d.Operands.K % d.Design.Group % d.Design.Lanes != 0), drawn.Length),
            ("several groups", drawn.Count(d => d.Operands.K > d.Design.Group), drawn.Length),
            ("part of a tile", drawn.Count(d => d.Operands.M % d.Design.Rows != 0), drawn.Length),
            ("several tiles", drawn.Count(d => d.Operands.N > d.Design.Columns), drawn.Length),
            ("negative scale", scales.Count(s => s >= 0x8000), scales.Length),
            ("subnormal scale", scales.Count(s => (s & 0x7c00) == 0 && (s & 0x3ff) != 0), scales.Length),
            ("finite output", outputs.Count(y => (y & 0x7f800000) is not (0 or 0x7f800000)), outputs.Length),

            // Few large results would outweigh many small ones.
            ("NaN output", results.Count(y => y.Any(value => (value & 0x7fffffff) > 0x7f800000)), results.Length),
        ];
        Assert.Multiple(() =>
        {
            foreach (var (what, count, of) in classes)
            {
                Assert.That(count, Is.GreaterThan(of / 20), what);
            }

            // Rare, since one of them makes a row infinite.
            Assert.That(scales.Count(s => (s & 0x7fff) == 0x7c00), Is.GreaterThan(10), "infinite scale");
            Assert.That(scales.Count(s => (s & 0x7fff) > 0x7c00), Is.GreaterThan(10), "NaN scale");
            Assert.That(outputs.Count(y => (y & 0x7fffffff) == 0x7f800000), Is.GreaterThan(100), "infinite output");
        });
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
