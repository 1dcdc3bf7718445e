using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Devices;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>The cycles of an array: those of whole GEMMs against the formulas of docs/hardware.md, and the latencies
/// that a bundle states against those that its hardware has.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArrayTimingTests
{
    private const int Start = 3;

    // Latency of group_dequant, by hand, and the design: every path through the unit, 1 to 6 rows, of 1 to 4 each
    // unit, groups of 1 to 8 beats.
    private static readonly (int Dequant, string[] Fields)[] All =
    [
        (6, ["uint4", "int8", "rows=4", "columns=2", "group=4"]),
        (5, ["uint4", "int8", "rows=3", "columns=1", "lanes=1", "activation_scale=none", "out=bf16"]),
        (4, ["int4", "int8", "rows=2", "columns=2", "group=2", "fused=true", "activation_scale=none"]),
        (5, ["int4", "fp16", "rows=1", "columns=3", "fused=true", "activation_scale=fp16"]),
        (4, ["int4", "fp16", "rows=2", "columns=1", "accumulator=fp32", "out=fp16"]),
        (6, ["uint4", "int8", "rows=6", "columns=2", "group=4", "dequant_units=3"]),
        (6, ["int4", "int8", "rows=3", "columns=2", "group=2", "dequant_units=3"]),
        (6, ["uint4", "int8", "rows=4", "columns=2", "group=4", "pipeline=2", "dequant_units=2"]),
        (4, ["int4", "fp16", "rows=3", "columns=2", "accumulator=fp32", "pipeline=4"]),
        (8, ["uint4", "int8", "rows=4", "columns=2", "group=4", "super_group=8", "scale=uint8", "activation_group_scale=fp16", "dequant_units=2"]),
    ];

    // The same of weight-stationary arrays.
    private static readonly (int Dequant, string[] Fields)[] Stationary =
    [
        (6, ["uint4", "int8", "dataflow=weight-stationary", "rows=4", "columns=2"]),
        (4, ["int4", "fp16", "dataflow=weight-stationary", "rows=3", "columns=3", "lanes=3", "group=9", "x_words=3", "fused=true"]),
        (5, ["int4", "int8", "dataflow=weight-stationary", "rows=1", "columns=2", "lanes=4", "group=4", "x_words=1",
            "activation_scale=none"]),
    ];

    private static IEnumerable<TestCaseData> StationaryDesigns() => Stationary.Select(design =>
        new TestCaseData(design.Dequant, design.Fields).SetArgDisplayNames(string.Join(' ', design.Fields)));

    private static IEnumerable<TestCaseData> Designs() => All.Select(design =>
        new TestCaseData(design.Dequant, design.Fields).SetArgDisplayNames(string.Join(' ', design.Fields)));

    [TestCaseSource(nameof(Designs))]
    public void A_gemm_takes_the_cycles_that_the_formula_says(int dequant, string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        using var device = new ArrayDevice(new RtlBench().Array(design), design, seed: 2);

        // One beat; one tile with a short group; several tiles, M and N no multiples; more cycles than a batch has.
        (int M, int N, int K)[] shapes =
        [
            (1, 1, 1),
            (design.Rows, design.Columns, (2 * design.Group) + 1),
            ((2 * design.Rows) + 1, design.Columns + 1, (3 * design.Group) + 1),
            (20, 20, 40),
        ];
        var random = new Random(2);
        foreach (var (m, n, k) in shapes)
        {
            GemmRun run = device.Run(RandomOperands.Draw(design, random, m, n, k));
            int band = design.Rows / design.DequantUnits;
            int[] groups = Beats(design, m, n, k);
            long spaced = groups[0] + groups.Skip(1).Sum(beats => Math.Max(beats, band));

            // Last beat, first result of column 0, last column, last row: each so many cycles after the one before.
            long cycles = spaced + (band + 1 + design.Pipeline + dequant) + (design.Columns - 1) + (design.Rows - 1);
            long macs = (long)m * n * k;
            using (Assert.EnterMultipleScope())
            {
                string shape = $"{m}, {n}, {k}";
                Assert.That(run.Beats, Is.EqualTo(groups.Sum()), $"{shape}: beats");
                Assert.That(run.Stalls, Is.EqualTo(spaced - groups.Sum()), $"{shape}: stalls");
                Assert.That(run.Cycles, Is.EqualTo(cycles), $"{shape}: cycles");
                Assert.That(run.Macs, Is.EqualTo(macs), $"{shape}: macs");
                Assert.That(
                    run.Utilization,
                    Is.EqualTo(macs / (double)(cycles * design.Rows * design.Columns * design.Lanes)).Within(1).Ulps,
                    $"{shape}: utilization");
            }
        }
    }

    [TestCaseSource(nameof(StationaryDesigns))]
    public void A_gemm_takes_as_many_cycles_a_group_as_a_stationary_array_has_rows(int dequant, string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        using var device = new ArrayDevice(new RtlBench().Array(design), design, seed: 2);
        var random = new Random(3);
        foreach (var (m, n, k) in new[] { (1, 1, 1), (design.Rows, design.Columns, (2 * design.Group) + 1), (20, 20, 40) })
        {
            GemmRun run = device.Run(RandomOperands.Draw(design, random, m, n, k));
            long groups = (long)Ceiling(m, design.Rows) * Ceiling(n, design.Columns) * Ceiling(k, design.Group);

            // The groups, the last row's way down and through the unit, the last column.
            long cycles = (groups * design.Rows) + (design.Rows + 2 + dequant) + (design.Columns - 1);
            using (Assert.EnterMultipleScope())
            {
                Assert.That(run.Beats, Is.EqualTo(groups * design.Rows), $"{m}, {n}, {k}: rows");
                Assert.That(run.Stalls, Is.Zero, $"{m}, {n}, {k}: stalls");
                Assert.That(run.Cycles, Is.EqualTo(cycles), $"{m}, {n}, {k}: cycles");
            }
        }
    }

    [TestCaseSource(nameof(StationaryDesigns))]
    public void The_stated_first_result_is_that_of_a_row(int dequant, string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var bench = new RtlBench();
        using var drive = new UnitDrive(bench.Array(design), 64);
        Enter(drive, "valid_i", "end_i");
        int first = Stated(bench.Generate(design), "first_result");
        Assert.That(first, Is.EqualTo(design.Rows + 2 + dequant));
        for (int column = 0; column < design.Columns; column++)
        {
            int[] seen = [.. Enumerable.Range(0, drive.Cycles)
                .Where(t => (drive.Read(t, "y_valid_o") >> column & 1) != 0)];
            Assert.That(seen, Is.EqualTo(new[] { Start + first + column }), $"column {column}: cycles");
        }
    }

    [Test]
    public void The_designs_stall_and_do_not()
    {
        var stalls = All.Select(entry => RtlDesigns.Make(entry.Fields[0], entry.Fields[1], entry.Fields[2..]))
            .Select(design => design.Group / design.Lanes < design.Rows).ToArray();
        Assert.That(stalls, Does.Contain(true).And.Contain(false));
    }

    [TestCaseSource(nameof(Designs))]
    public void The_stated_first_result_is_the_arrays(int dequant, string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var bench = new RtlBench();
        using var drive = new UnitDrive(bench.Array(design), 64);
        Enter(drive, "valid_i", "last_i", "end_i");

        int first = Stated(bench.Generate(design), "first_result");
        int band = design.Rows / design.DequantUnits;
        Assert.That(first, Is.EqualTo(band + 1 + design.Pipeline + dequant));
        for (int i = 0; i < design.DequantUnits * design.Columns; i++)
        {
            var (unit, column) = Math.DivRem(i, design.Columns);
            int[] seen = [.. Enumerable.Range(0, drive.Cycles)
                .Where(t => (drive.Read(t, "y_valid_o") >> i & 1) != 0)];
            Assert.That(
                seen,
                Is.EqualTo(Enumerable.Range(Start + first + (unit * band) + column, band)),
                $"unit {unit} of column {column}: cycles");
        }
    }

    [TestCaseSource(nameof(Designs))]
    public void The_stated_dequant_latency_is_the_units(int dequant, string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var bench = new RtlBench();
        using var drive = new UnitDrive(bench.Unit(design, "group_dequant"), 64);
        Enter(drive, "valid_i", "first_i", "end_i");

        int latency = Stated(bench.Generate(design), "dequant");
        int[] seen = [.. Enumerable.Range(0, drive.Cycles).Where(t => drive.Read(t, "y_valid_o") != 0)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(latency, Is.EqualTo(dequant));
            Assert.That(seen, Is.EqualTo(new[] { Start + latency }), "cycles of the result");
        }
    }

    // Beats of every group of every tile, in order.
    private static int[] Beats(Design design, int m, int n, int k)
    {
        int tiles = Ceiling(m, design.Rows) * Ceiling(n, design.Columns);
        int[] tile = [.. Enumerable.Range(0, Ceiling(k, design.Group))
            .Select(g => Ceiling(Math.Min(design.Group, k - (g * design.Group)), design.Lanes))];
        return [.. Enumerable.Repeat(tile, tiles).SelectMany(beats => beats)];
    }

    private static int Ceiling(int value, int unit) => (value + unit - 1) / unit;

    // Sets those ports in one cycle, and nothing in the others.
    private static void Enter(UnitDrive drive, params string[] ports)
    {
        for (int t = 0; t < drive.Cycles; t++)
        {
            drive.Write(t, "rst_ni", 1);
        }

        foreach (string port in ports)
        {
            drive.Write(Start, port, 1);
        }

        drive.Reset();
        drive.Run();
    }

    // Manifest and C header state the same number.
    private static int Stated(RtlBundle bundle, string name)
    {
        using var manifest = JsonDocument.Parse(Text("manifest.json"));
        JsonElement latency = manifest.RootElement.GetProperty("latencies").EnumerateArray()
            .Single(entry => entry.GetProperty("name").GetString() == name);
        Match define = Regex.Match(
            Text("dut.h"), $@"^#define DUT_{name.ToUpperInvariant()} (\d+)$", RegexOptions.Multiline);
        int value = latency.GetProperty("value").GetInt32();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(latency.GetProperty("unit").GetString(), Is.EqualTo("cycles"));
            Assert.That(define.Groups[1].Value, Is.EqualTo(value.ToString(CultureInfo.InvariantCulture)), "C header");
        }

        return value;

        string Text(string path) => bundle.Files.Single(file => file.Path == path).Text;
    }
}
