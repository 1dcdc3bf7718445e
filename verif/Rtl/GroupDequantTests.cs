using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>The dequantization unit by itself: dot products and sums of real groups in, one row a cycle with idle
/// cycles between, against the model's outputs and the stated latency.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class GroupDequantTests
{
    private const int Tiles = 600;

    private static IEnumerable<TestCaseData> Designs()
    {
        string[][] all =
        [
            ["uint4", "int8", "rows=3"],
            ["int4", "int8", "rows=1", "out=bf16", "activation_scale=none"],
            ["uint4", "int8", "rows=2", "fused=true", "out=fp16"],
            ["int4", "fp16", "rows=2"],
            ["int4", "fp16", "rows=3", "fused=true", "activation_scale=fp16"],
            ["uint4", "fp16", "rows=1", "out=fp16"],
            ["uint4", "fp16", "rows=2", "fused=true", "target=fpga"],
            ["int4", "fp16", "rows=3", "accumulator=fp32", "out=bf16"],
            ["uint4", "fp16", "rows=2", "accumulator=fp32", "activation_scale=fp16"],
            ["int4", "fp16", "rows=2", "accumulator=fp16"],
            ["int4", "fp16", "rows=2", "accumulator=fp16", "zero_point=integer", "out=fp16"],
        ];
        return all.Select(fields => new TestCaseData((object)fields).SetArgDisplayNames(string.Join(' ', fields)));
    }

    [TestCaseSource(nameof(Designs))]
    public void Every_result_is_the_models_and_in_time(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var random = new Random(1);
        var entries = Enumerable.Range(0, Tiles).SelectMany(_ => DequantTile.Draw(design, random)).ToArray();

        // An entry has its cycle; in the others the inputs are noise.
        int[] cycles = new int[entries.Length];
        int cycle = 0;
        for (int i = 0; i < entries.Length; i++)
        {
            cycle += random.Next(4) == 0 ? random.Next(1, 5) : 1;
            cycles[i] = cycle;
        }

        int latency = new Datapath(design).DequantLatency;
        using var drive = new UnitDrive(new RtlBench().Unit(design, "group_dequant"), cycle + latency + 2);
        var byCycle = Enumerable.Range(0, entries.Length).ToDictionary(i => cycles[i], i => entries[i]);
        for (int t = 0; t < drive.Cycles; t++)
        {
            (byCycle.TryGetValue(t, out DequantEntry? entry) ? entry : DequantEntry.Noise(random)).Write(drive, t);
        }

        drive.Reset();
        drive.Run();
        int compared = 0;
        for (int t = latency; t < drive.Cycles; t++)
        {
            uint? golden = byCycle.TryGetValue(t - latency, out DequantEntry? entry) ? entry.Result : null;
            bool isValid = drive.Read(t, "y_valid_o") != 0;
            Assert.That(isValid, Is.EqualTo(golden is not null), $"cycle {t}: valid");
            if (golden is { } y)
            {
                Assert.That(drive.Read(t, "y_o"), Is.EqualTo((ulong)y), $"cycle {t}: result");
                compared++;
            }
        }

        TestContext.Out.WriteLine($"{compared} results");
        Assert.That(compared, Is.EqualTo(Tiles * design.Rows));
    }
}
