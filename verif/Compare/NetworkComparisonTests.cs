using System.Text.Json;
using MixPe.Cli;
using MixPe.Flow.Compare;
using MixPe.Flow.Estimate;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;
using MixPe.Generator.Networks;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using MixPe.Verif.Docs;
using NUnit.Framework;

namespace MixPe.Verif.Compare;

/// <summary>Designs on whole networks; MIXPE_WRITE_COMPARE=1 writes the table of docs/compare.md.</summary>
[TestFixture]
public sealed class NetworkComparisonTests
{
    private const string RefreshVariable = "MIXPE_WRITE_COMPARE";
    private const string Begin = "<!-- networks: the output of the command above -->\n";
    private const string End = "<!-- end of networks -->";

    [Test]
    public void A_design_of_few_lanes_takes_as_long_at_equal_products_and_its_areas_part_longer_at_equal_area()
    {
        JsonElement[] designs = Designs("compare", "mixpe-w4a8", "fp16-fma", "--network", "vit-base", "--batch", "2", "--json");
        double period = JsonDocument.Parse(CommandLine.Run("compare", "mixpe-w4a8", "fp16-fma", "--json").Output)
            .RootElement.GetProperty("clock_ns").GetDouble();
        double cycles = designs[1].GetProperty("cycles").GetDouble();
        JsonElement[] pes = [.. JsonDocument.Parse(CommandLine.Run("compare", "mixpe-w4a8", "fp16-fma", "--json").Output)
            .RootElement.GetProperty("designs").EnumerateArray()];
        double areas = Area(pes[1]) / Area(pes[0]) / 8;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(designs[1].GetProperty("seconds").GetDouble(), Is.EqualTo(cycles * period * 1e-9).Within(1e-9), "as it is");
            Assert.That(
                designs[1].GetProperty("seconds_at_equal_products").GetDouble(), Is.EqualTo(cycles * period * 1e-9 / 8).Within(1e-9),
                "one lane, beside eight");
            Assert.That(
                designs[1].GetProperty("seconds_at_equal_area").GetDouble(), Is.EqualTo(cycles * period * 1e-9 * areas).Within(1e-9),
                "a PE each, and its part of the edges, in its own area");
            Assert.That(designs[0].GetProperty("seconds_at_equal_area").GetDouble(), Is.EqualTo(designs[0].GetProperty("seconds").GetDouble()));
        }

        static double Area(JsonElement one) =>
            one.GetProperty("area_per_mac_um2").GetDouble() + one.GetProperty("edge_area_per_mac_um2").GetDouble();
    }

    // The published quantity and ours side by side, of one rival each what the table says.
    [Test]
    public void The_papers_figure_stands_beside_ours()
    {
        JsonElement root = JsonDocument.Parse(CommandLine.Run(
            "compare", "mixpe-w4a8", "bitfusion", "ant", "w8a8", "--network", "vit-base", "--json").Output).RootElement;
        JsonElement[] designs = [.. root.GetProperty("networks")[0].GetProperty("designs").EnumerateArray()];
        double Speed(int i) => designs[i].GetProperty("seconds_at_equal_area").GetDouble() / designs[0].GetProperty("seconds_at_equal_area").GetDouble();
        double Joules(int i) => designs[i].GetProperty("pe_joules").GetDouble() + designs[i].GetProperty("edge_joules").GetDouble();
        double Energy(int i) => Joules(i) / Joules(0);
        JsonElement paper = root.GetProperty("paper")[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(paper.GetProperty("rivals").EnumerateArray().Select(one => one.GetString()), Is.EqualTo(["bitfusion", "ant"]));
            Assert.That(paper.GetProperty("speed").GetDouble(), Is.EqualTo(Math.Sqrt(Speed(1) * Speed(2))).Within(1e-9));
            Assert.That(paper.GetProperty("energy").GetDouble(), Is.EqualTo(Math.Sqrt(Energy(1) * Energy(2))).Within(1e-9));
        }

        string text = CommandLine.Run("compare", "mixpe-w4a8", "bitfusion", "--network", "vit-base").Output;
        Assert.That(text, Does.Contain("published: MixPE 2.6").And.Match(@"here: mixpe-w4a8 1\.\d\d times the speed at equal area"));
    }

    [Test]
    public void The_manuals_comparison_of_PEs_is_what_its_command_prints()
    {
        string output = CommandLine.Run("compare", "w8a8", "w8a8-booth", "mixpe-w4a8", "w2a8").Output;
        string shown = string.Concat(output.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
        Assert.That(
            File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "compare.md")),
            Does.Contain($"`./mixpe compare w8a8 w8a8-booth mixpe-w4a8 w2a8`\n\n{shown}\n"));
    }

    [Test]
    public void More_arrays_share_one_dram()
    {
        JsonElement[] designs = Designs(
            "compare", "mixpe-w4a8", "fp16-fma", "--network", "vit-base", "--dram", "0.001", "--json");
        double bytes = designs[1].GetProperty("dram_bytes").GetDouble();
        Assert.That(designs[1].GetProperty("seconds_at_equal_products").GetDouble(), Is.EqualTo(bytes / 1e6).Within(1e-6 * bytes));
        Assert.That(designs[1].GetProperty("seconds_at_equal_area").GetDouble(), Is.EqualTo(bytes / 1e6).Within(1e-6 * bytes));
    }

    [Test]
    public void Cycles_and_energies_are_those_of_estimate()
    {
        JsonElement compared = Designs("compare", "w8a8", "mixpe-w4a8", "--network", "opt-6.7b", "--phase", "decode", "--batch", "64", "--json")[1];
        HardwareRecords records = HardwareRecords.Committed();
        Design design = DesignLoader.Load("mixpe-w4a8");
        double period = DesignComparison.Of([("w8a8", DesignLoader.Load("w8a8")), ("mixpe-w4a8", design)], records, null).PeriodNs;
        NetworkEstimate estimate = new NetworkEstimator(records).Run(
            design,
            NetworkLoader.Load("opt-6.7b"),
            new EstimateOptions { Phase = MixPe.Model.Networks.InferencePhase.Decode, Batch = 64, ClockMhz = 1000 / period });
        using (Assert.EnterMultipleScope())
        {
            Assert.That(compared.GetProperty("cycles").GetInt64(), Is.EqualTo(estimate.Cycles));
            Assert.That(compared.GetProperty("pe_joules").GetDouble(), Is.EqualTo(estimate.Energy.Pe));
            Assert.That(compared.GetProperty("edge_joules").GetDouble(), Is.EqualTo(estimate.Energy.Edges));
            Assert.That(compared.GetProperty("memory_joules").GetDouble(), Is.EqualTo(estimate.Energy.Memory));
        }
    }

    [Test]
    public void What_has_no_measured_PE_has_cycles_and_no_time_at_equal_area()
    {
        JsonElement sliced = Designs("compare", "mixpe-w4a8", "mixpe-w4a16-sliced", "--network", "vit-base", "--json")[1];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(sliced.GetProperty("cycles").GetInt64(), Is.Positive);
            Assert.That(sliced.GetProperty("seconds_at_equal_area").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(sliced.GetProperty("pe_joules").ValueKind, Is.EqualTo(JsonValueKind.Null));
        }
    }

    [TestCase("--batch: without --network", "--batch", "2")]
    [TestCase("--phase: without --network", "--phase", "decode")]
    [TestCase("--batch: 0:", "--network", "vit-base", "--batch", "0")]
    [TestCase("vit-base generates no tokens", "--network", "vit-base", "--phase", "decode")]
    [TestCase("vit-basis", "--network", "vit-basis")]
    public void Wrong_input_is_exit_2_and_says_what(string message, params string[] options)
    {
        var (code, _, error) = CommandLine.Run(["compare", "mixpe-w4a8", "w8a8", .. options]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain(message));
    }

    [Test]
    public void A_design_whose_tile_is_too_small_says_so_and_the_others_are_compared()
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["few.yaml"], "name: few\nweights: uint4\nactivations: int8\nsize_bits: 7\n");
        var (code, output, _) = CommandLine.Run("compare", "mixpe-w4a8", scratch["few.yaml"], "--network", "vit-base");
        Assert.That(code, Is.EqualTo(ExitCode.Done));
        Assert.That(output, Does.Contain($"{scratch["few.yaml"]}: ").And.Contain("size_bits").And.Not.Contain("published: MixPE"));
    }

    [Test]
    public void The_manuals_table_is_the_commands()
    {
        string file = Path.Combine(DesignFiles.Root, "docs", "compare.md");
        string page = File.ReadAllText(file);
        string line = page[..page.IndexOf(Begin, StringComparison.Ordinal)].Split('\n').Last(one => one.StartsWith("    ./mixpe compare", StringComparison.Ordinal));
        var (code, output, error) = CommandLine.Run(line.Trim().Split(' ')[1..]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        string text = string.Concat(output.TrimEnd().Split('\n').Select(one => one.Length == 0 ? "\n" : $"    {one}\n"));
        HeldTable.Hold(file, Begin, End, text, RefreshVariable);
    }

    private static JsonElement[] Designs(params string[] args)
    {
        var (code, output, error) = CommandLine.Run(args);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        return [.. JsonDocument.Parse(output).RootElement.GetProperty("networks")[0].GetProperty("designs").EnumerateArray()];
    }
}
