using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Compare;
using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Flow.Systems;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Generator.Systems;
using MixPe.Model.Cycles;
using MixPe.Sim.Build;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Compare;

[TestFixture]
public sealed class CompareVerbTests
{
    // Four products a cycle in half the area, at two thirds of the energy; PEs alone.
    private const string Record = """
        {"design": "four", "unit": "pe", "library": "osu018_stdcells", "points": [
          {"clock_ns": 5, "design": {"name": "four", "area_um2": 40000, "delay_ps": 4500, "energy_pj_per_mac": 12}, "baselines": []},
          {"clock_ns": null, "design": {"name": "four", "area_um2": 30000, "delay_ps": 9500, "energy_pj_per_mac": 10}, "baselines": []}]}
        """;

    [Test]
    public void Designs_of_one_record_have_its_figures_at_its_quoted_period()
    {
        var (code, output, error) = CommandLine.Run("compare", "w8a8", "mixpe-w4a8", "--json");
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        JsonElement document = JsonDocument.Parse(output).RootElement;
        JsonElement[] designs = [.. document.GetProperty("designs").EnumerateArray()];
        double clock = document.GetProperty("clock_ns").GetDouble();
        using (Assert.EnterMultipleScope())
        {
            Assert.That(designs.Select(one => one.GetProperty("name").GetString()), Is.EqualTo(["w8a8", "mixpe-w4a8"]));
            Assert.That(Number(designs[0], "equal_area", "throughput"), Is.EqualTo(1));
            Assert.That(Number(designs[1], "equal_pes", "throughput"), Is.EqualTo(1), "both have eight lanes");
            Assert.That(
                Number(designs[1], "equal_area", "throughput"), Is.EqualTo(1 / Number(designs[1], "equal_pes", "area")!).Within(1e-12));
            Assert.That(Number(designs[1], "gmacs_per_pe"), Is.EqualTo(8 / clock));
            Assert.That(Number(designs[1], "area_per_mac_um2"), Is.EqualTo(Number(designs[1], "area_um2") / 8));
            Assert.That(Number(designs[1], "delay_ns"), Is.LessThanOrEqualTo(clock));
            Assert.That(document.GetProperty("counts_edges").GetBoolean(), Is.True);
            Assert.That(
                Number(designs[1], "equal_pes", "area"),
                Is.EqualTo((Number(designs[1], "area_per_mac_um2") + Number(designs[1], "edge_area_per_mac_um2"))
                    / (Number(designs[0], "area_per_mac_um2") + Number(designs[0], "edge_area_per_mac_um2"))!).Within(1e-12));
            Assert.That(designs[1].GetProperty("edge_record").GetString(), Does.StartWith("bench/qor/osu018/edges/"));
            Assert.That(designs[1].GetProperty("record").GetString(), Does.StartWith("bench/qor/"));
        }
    }

    [Test]
    public void Ratios_are_of_the_first_at_equal_pes_and_at_equal_area()
    {
        using ScratchFolder scratch = new();
        WriteFour(scratch);
        var (code, output, error) = CommandLine.Run(
            "compare", "mixpe-w4a8", scratch["four.yaml"], "--record", scratch["four.json"], "--clock-ns", "6.53", "--json");
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        JsonElement[] designs = [.. JsonDocument.Parse(output).RootElement.GetProperty("designs").EnumerateArray()];
        double first = Number(designs[0], "area_um2")!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Number(designs[1], "area_um2"), Is.EqualTo(40000), "the smaller one is too slow");
            Assert.That(Number(designs[1], "equal_pes", "throughput"), Is.EqualTo(0.5), "four lanes of eight");
            Assert.That(Number(designs[1], "equal_pes", "area"), Is.EqualTo(40000 / first).Within(1e-12));
            Assert.That(Number(designs[1], "equal_area", "throughput"), Is.EqualTo(0.5 * first / 40000).Within(1e-12));
            Assert.That(Number(designs[1], "energy_ratio"), Is.EqualTo(12 / Number(designs[0], "energy_pj_per_mac")!.Value).Within(1e-12));
        }
    }

    // A quarter of the PE's area is the edges', and a sixth of the energy.
    [Test]
    public void Edges_of_the_users_own_are_counted_where_all_designs_have_some()
    {
        using ScratchFolder scratch = new();
        WriteFour(scratch);
        File.WriteAllText(scratch["edges.json"], """
            {"design": "four", "unit": "edges", "library": "osu018_stdcells", "points": [
              {"clock_ns": 20, "area_um2_per_mac": 2500, "delay_ps": 18000, "energy_pj_per_mac": 2},
              {"clock_ns": null, "area_um2_per_mac": 2000, "delay_ps": 25000, "energy_pj_per_mac": 1.5}]}
            """);
        string[] command = ["compare", "mixpe-w4a8", scratch["four.yaml"], "--record", scratch["four.json"], "--record", scratch["edges.json"]];
        JsonElement document = JsonDocument.Parse(CommandLine.Run([.. command, "--clock-ns", "20", "--json"]).Output).RootElement;
        JsonElement[] designs = [.. document.GetProperty("designs").EnumerateArray()];
        double first = (Number(designs[0], "area_per_mac_um2") + Number(designs[0], "edge_area_per_mac_um2"))!.Value;
        double energy = (Number(designs[0], "energy_pj_per_mac") + Number(designs[0], "edge_energy_pj_per_mac"))!.Value;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.GetProperty("counts_edges").GetBoolean(), Is.True);
            Assert.That(Number(designs[1], "edge_area_per_mac_um2"), Is.EqualTo(2500));
            Assert.That(Number(designs[1], "delay_ns"), Is.EqualTo(18));
            Assert.That(Number(designs[1], "equal_area", "throughput"), Is.EqualTo(first / (7500 + 2500)).Within(1e-12));
            Assert.That(Number(designs[1], "energy_ratio"), Is.EqualTo((10 + 2) / energy).Within(1e-12));
        }

        // The edges are too slow, and no ratio has them.
        document = JsonDocument.Parse(CommandLine.Run([.. command, "--clock-ns", "17.9", "--json"]).Output).RootElement;
        designs = [.. document.GetProperty("designs").EnumerateArray()];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(document.GetProperty("counts_edges").GetBoolean(), Is.False);
            Assert.That(
                Number(designs[1], "equal_area", "throughput"), Is.EqualTo(Number(designs[0], "area_per_mac_um2") / 7500).Within(1e-12));
            Assert.That(designs[1].GetProperty("measure_edges").GetString(), Does.EndWith("--unit edges --json"));
        }

        Assert.That(
            CommandLine.Run([.. command, "--clock-ns", "17.9"]).Output,
            Does.Contain($"{scratch["four.yaml"]}, edges: the delay of its fastest measured edges is 18 ns").And.Contain("PEs alone"));
    }

    // A group of one beat, and sixteen rows to dequantize: PEs work in one cycle of sixteen.
    [Test]
    public void Throughput_is_what_a_design_sustains()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["short.yaml"], "name: short0\nweights: uint4\nactivations: int8\ngroup: 16\nlanes: 16\n");
        JsonElement[] designs = [.. JsonDocument.Parse(CommandLine.Run(
            "compare", "mixpe-w4a8", scratch["short.yaml"], "--clock-ns", "20", "--json").Output).RootElement.GetProperty("designs").EnumerateArray()];
        Assert.That(Number(designs[0], "gmacs_per_pe"), Is.EqualTo(8 / 20.0));
        Assert.That(Number(designs[1], "gmacs_per_pe"), Is.EqualTo(1 / 20.0).Within(1).Percent);
    }

    [Test]
    public void What_is_not_measured_is_said_with_the_command_that_measures_it()
    {
        using ScratchFolder scratch = new();
        WriteFour(scratch);
        var (code, output, _) = CommandLine.Run("compare", "mixpe-w4a8", scratch["four.yaml"]);
        Assert.That(code, Is.EqualTo(ExitCode.Done));
        Assert.That(output, Does.Contain($"{scratch["four.yaml"]}: not measured\n").And.Contain($"mixpe synth {scratch["four.yaml"]} --unit pe --json"));
        JsonElement four = JsonDocument.Parse(CommandLine.Run("compare", "mixpe-w4a8", scratch["four.yaml"], "--json").Output)
            .RootElement.GetProperty("designs")[1];
        Assert.That(four.GetProperty("area_um2").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(four.GetProperty("reason").GetString(), Is.EqualTo("not measured"));
        Assert.That(Number(four, "equal_pes", "throughput"), Is.EqualTo(0.5), "lanes and clock are known");
        Assert.That(Number(four, "equal_area", "throughput"), Is.Null);
    }

    [Test]
    public void A_period_that_no_netlist_meets_and_a_PE_that_does_not_stand_for_its_design_have_no_figures()
    {
        string output = CommandLine.Run("compare", "mixpe-w4a8", "mixpe-w4a16-sliced", "--clock-ns", "1").Output;
        Assert.That(output, Does.Match(@"mixpe-w4a8: the delay of its fastest measured netlist is [\d.]+ ns").And.Contain("mixpe-w4a16-sliced: "));
        Assert.That(output, Does.Not.Contain("NaN").And.Not.Contain("∞"));
    }

    [Test]
    public void The_faults_of_all_designs_are_told_at_once()
    {
        var (code, _, error) = CommandLine.Run("compare", "nothing-a", "mixpe-w4a8", "nothing-b");
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("nothing-a").And.Contain("nothing-b"));
    }

    [Test]
    public void Systems_are_compared_on_layers_by_their_bits_and_by_the_tiles_cycles()
    {
        var (code, output, error) = CommandLine.Run("compare", "w8a8", "--systems", "--layers", "--model", "synthetic", "--json");
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        JsonElement document = JsonDocument.Parse(output).RootElement;
        Dictionary<string, JsonElement> layers = document.GetProperty("layers").GetProperty("designs").EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!);
        string[] wanted =
            ["w8a8", .. NamedDesigns.All.Where(named => named.Load().Systems.Count > 0).Select(named => named.Name)];
        Assert.That(layers.Keys, Is.EquivalentTo(wanted));
        Assert.That(
            document.GetProperty("designs").EnumerateArray().Select(one => one.GetProperty("name").GetString()),
            Is.EquivalentTo(wanted));

        JsonElement[] systems = [.. document.GetProperty("layers").GetProperty("systems").EnumerateArray()];
        Assert.That(systems.Select(one => one.GetProperty("name").GetString()), Is.EqualTo(NamedSystems.All.Select(named => named.Name)));

        // Outlier columns and blocks of more bits keep what INT4 by itself loses.
        Dictionary<string, JsonElement> whole = systems.ToDictionary(one => one.GetProperty("name").GetString()!);
        Assert.That(Number(whole["quik"], "sqnr_db"), Is.GreaterThan(Number(whole["comet"], "sqnr_db")!.Value));
        Assert.That(Number(whole["spqr"], "sqnr_db"), Is.GreaterThan(Number(layers["spqr"], "sqnr_db")!.Value));
        GemmSystem quik = SystemLoader.Load("quik");
        long dense = TileCycleModel.Run(new TileShape(quik.Dense).Timing, new TileJob(16, 48, 512 - 63)).Busy;
        long added = TileCycleModel.Run(new TileShape(quik.Added).Timing, new TileJob(16, 48, 64)).Busy;
        Assert.That(Number(whole["quik"], "cycles"), Is.EqualTo(3 * (dense + added)));

        // Three layers of 16 rows of X by 48 of W of 512.
        long cycles = TileCycleModel.Run(
            new TileShape(DesignLoader.Load("qserve-group")).Timing, new TileJob(16, 48, 512)).Busy;
        double macs = 3.0 * 16 * 48 * 512;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Number(layers["qserve-group"], "cycles"), Is.EqualTo(3 * cycles));
            Assert.That(Number(layers["qserve-group"], "utilization"), Is.EqualTo(macs / (3 * cycles * 2048)).Within(1e-12));
            Assert.That(Number(layers["qserve-group"], "weight_bits"), Is.EqualTo(4 + (12 / 128.0)));
            Assert.That(Number(layers["w8a8"], "sqnr_db"), Is.GreaterThan(Number(layers["mixpe-w4a8"], "sqnr_db")!.Value + 12),
                "four bits of weights more are 24 dB, which those of the activations do not let through");
            Assert.That(Number(layers["bitnet-b1-58"], "sqnr_db"), Is.LessThan(10));
            Assert.That(layers.Values.Select(one => Number(one, "cosine")), Is.All.Null, "of no model");
        }
    }

    [Test]
    public void With_rtl_every_result_leaves_a_tile_and_is_compared()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["one.yaml"], "name: one1\nweights: fp4_e2m1\nactivations: fp4_e2m1\nrows: 4\ncolumns: 4\n");
        File.WriteAllText(scratch["two.yaml"], "name: two2\nweights: int4\nactivations: int8\nrows: 4\ncolumns: 4\n");
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = new CommandLineApp(new RtlBench().Generate).Run(
            ["compare", scratch["one.yaml"], scratch["two.yaml"], "--clock-ns", "5", "--layers", "--rtl", "--model", "synthetic", "--json"],
            output, error);
        Assert.That((code, error.ToString()), Is.EqualTo((ExitCode.Done, "")));
        JsonElement[] layers = [.. JsonDocument.Parse(output.ToString()).RootElement.GetProperty("layers").GetProperty("designs").EnumerateArray()];
        foreach (JsonElement one in layers)
        {
            // Three layers of 16 rows of X by 48 of W.
            Assert.That((Number(one, "compared"), Number(one, "mismatches")), Is.EqualTo((3 * 16 * 48.0, 0.0)));
            Assert.That(Number(one, "rtl_cycles"), Is.EqualTo(Number(one, "cycles")));
        }
    }

    // A layer by two tiles, an output of each compared; the bits are those of the golden model by itself.
    [Test]
    public void A_system_runs_layers_on_its_tiles()
    {
        GemmSystem system = SystemLoader.Load("comet", ["rows=2", "columns=3", "lanes=4", "y_words=2", "w_words=8", "dequant_units=1", "row_blocks=2"]);
        Random random = new(3);
        LinearLayer layer = new("a", Matrix.Normal(5, 300, 0.02, random), new float[5]);
        Matrix x = Matrix.Normal(3, 300, 1, random);
        SystemProduct golden = new(system), tiles = new(system, new SystemSimulation(new GemmSimulation(new RtlBench().Generate, new VerilatedBuild())));
        float[] y = golden.Multiply(layer, x).Values;
        Assert.That(tiles.Multiply(layer, x).Values, Is.EqualTo(y));
        Assert.That((tiles.Compared, tiles.Runs.Single().Hardware!.Mismatches, golden.Compared), Is.EqualTo((2 * 15L, 0L, 0L)));
        Assert.That(tiles.Runs.Single().Hardware!.Cycles, Is.EqualTo(golden.Cycles).And.EqualTo(tiles.Cycles));
        Assert.That(golden.Runs.Single().Fidelity.SqnrDb, Is.GreaterThan(10));
    }

    [Test]
    public void A_bit_or_a_cycle_that_is_not_the_models_is_a_failure()
    {
        LayerFigures right = new(4, 20, 20, null, 100, 1) { Hardware = new LayerHardware(8, 0, 100) };
        Design design = DesignLoader.Load("mixpe-w4a8");
        bool Fails(LayerFigures figures) => new LayerComparison("", [("a", design, right), ("b", design, figures)]).HasFailed;
        Assert.Multiple(() =>
        {
            Assert.That(Fails(right), Is.False);
            Assert.That(Fails(right with { Hardware = null }), Is.False);
            Assert.That(Fails(right with { Hardware = new LayerHardware(8, 1, 100) }), Is.True);
            Assert.That(Fails(right with { Hardware = new LayerHardware(8, 0, 101) }), Is.True);
            Assert.That(FailsWith(new LayerHardware(8, 0, 100)), Is.False);
            Assert.That(FailsWith(new LayerHardware(8, 1, 100)), Is.True);
            Assert.That(FailsWith(new LayerHardware(8, 0, 101)), Is.True);
        });

        static bool FailsWith(LayerHardware hardware) => new LayerComparison("", [])
        {
            Systems = [(SystemLoader.Load("quik"), new SystemFigures(20, 20, null, 100) { Hardware = hardware })],
        }.HasFailed;
    }

    [Test]
    public void A_layer_that_a_tile_has_no_room_for_is_named()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["short.yaml"], "name: short0\nweights: int4\nactivations: int8\nmax_k: 256\n");
        var (code, _, error) = CommandLine.Run(
            "compare", "w8a8", scratch["short.yaml"], "--layers", "--model", "synthetic");
        Assert.That((code, error.Trim()), Is.EqualTo((ExitCode.BadInput, "normal: K of 512: max_k of short0 is 256")));
    }

    [TestCase("compare", "mixpe-w4a8")]
    [TestCase("compare", "mixpe-w4a8", "w8a8", "--model", "synthetic")]
    [TestCase("compare", "mixpe-w4a8", "w8a8", "--rtl")]
    [TestCase("compare", "mixpe-w4a8", "w8a8", "--clock-ns", "0")]
    [TestCase("compare", "mixpe-w4a8", "w8a8", "--clock-ns", "-1")]
    [TestCase("compare", "mixpe-w4a8", "w8a8", "--record", "nowhere.json")]
    public void Wrong_input_is_exit_2(params string[] args) =>
        Assert.That(CommandLine.Run(args).Code, Is.EqualTo(ExitCode.BadInput));

    [Test]
    public void Without_any_record_a_period_is_asked_for()
    {
        using ScratchFolder scratch = new();
        WriteFour(scratch);
        var (code, _, error) = CommandLine.Run("compare", scratch["four.yaml"], scratch["four.yaml"]);
        Assert.That((code, error), Is.EqualTo((ExitCode.BadInput, error)));
        Assert.That(error, Does.Contain("--clock-ns"));
    }

    [Test]
    public void The_manual_has_every_option_and_no_other()
    {
        var verb = new CommandLineApp(FakeBundles.Generate).Verbs.Single(verb => verb.Name == "compare");
        IEnumerable<string> documented = File.ReadLines(Path.Combine(DesignFiles.Root, "docs", "compare.md"))
            .SkipWhile(line => !line.StartsWith("| option |", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.Length > 0)
            .SelectMany(line => line.Split('|')[1].Split('`').Where((_, i) => i % 2 == 1));
        Assert.That(documented, Is.EquivalentTo(verb.Options.Select(option => option.Name)));
    }

    // A design that no record is of.
    private static void WriteFour(ScratchFolder scratch)
    {
        File.WriteAllText(scratch["four.yaml"], "name: four\nweights: uint5\nactivations: int8\nlanes: 4\n");
        File.WriteAllText(scratch["four.json"], Record);
    }

    private static double? Number(JsonElement element, params string[] path)
    {
        JsonElement found = path.Aggregate(element, (at, name) => at.GetProperty(name));
        return found.ValueKind == JsonValueKind.Null ? null : found.GetDouble();
    }
}
