using System.CommandLine;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Generator.Networks;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Estimate;

[Parallelizable(ParallelScope.All)]
public sealed class EstimateVerbTests
{
    private static readonly string[] Fields =
    [
        "design", "model", "model_source", "phase", "batch", "tokens", "clock_mhz", "clock_source", "max_k", "max_k_of_design",
        "dram_gb_per_s", "sram_kib", "pe", "measure", "edges", "measure_edges", "memory_energy", "layers", "total", "roofline", "attention_macs",
    ];

    [Test]
    public void Json_has_the_documented_fields()
    {
        JsonElement root = Estimate("mixpe-w4a8", "--model", "llama-2-7b", "--phase", "decode", "--batch", "4");
        Assert.That(root.EnumerateObject().Select(field => field.Name), Is.EqualTo(Fields));
        Assert.That(root.GetProperty("layers")[0].EnumerateObject().Select(field => field.Name), Is.EqualTo(new[]
        {
            "name", "count", "shape", "macs", "cycles", "utilization", "x_bytes", "w_bytes", "y_bytes", "c_bytes", "dram_bytes", "sram_bytes",
            "buffer_bytes", "tile_seconds", "dram_seconds", "seconds", "bound", "macs_per_dram_byte", "energy",
        }));
    }

    // A token takes a multiply-accumulate a weight.
    [Test]
    public void Sums_are_those_of_the_layers()
    {
        JsonElement root = Estimate("mixpe-w4a8", "--model", "llama-2-7b", "--phase", "decode", "--batch", "3", "--dram", "1");
        JsonElement total = root.GetProperty("total");
        JsonElement[] layers = [.. root.GetProperty("layers").EnumerateArray()];
        double Sum(Func<JsonElement, double> of) => layers.Sum(layer => layer.GetProperty("count").GetInt32() * of(layer));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(total.GetProperty("macs").GetInt64(), Is.EqualTo(3 * 6_607_077_376L));
            Assert.That(total.GetProperty("cycles").GetDouble(), Is.EqualTo(Sum(layer => layer.GetProperty("cycles").GetDouble())));
            Assert.That(total.GetProperty("dram_bytes").GetDouble(), Is.EqualTo(Sum(layer => layer.GetProperty("dram_bytes").GetDouble())));
            Assert.That(total.GetProperty("seconds").GetDouble(), Is.EqualTo(Sum(layer =>
                Math.Max(layer.GetProperty("tile_seconds").GetDouble(), layer.GetProperty("dram_seconds").GetDouble()))).Within(1e-9));
            Assert.That(total.GetProperty("energy").GetProperty("pe_j").GetDouble(), Is.EqualTo(
                3 * 6_607_077_376 * root.GetProperty("pe").GetProperty("energy_pj_per_mac").GetDouble() * 1e-12).Within(1e-9));
            Assert.That(total.GetProperty("energy").GetProperty("edges_j").GetDouble(), Is.EqualTo(
                3 * 6_607_077_376 * root.GetProperty("edges").GetProperty("energy_pj_per_mac").GetDouble() * 1e-12).Within(1e-9));
            Assert.That(total.GetProperty("energy").GetProperty("dram_j").GetDouble(), Is.EqualTo(
                total.GetProperty("dram_bytes").GetDouble() * 8 * 20.3125e-12).Within(1e-9));
            Assert.That(layers.Select(layer => layer.GetProperty("bound").GetString()), Has.All.EqualTo("memory"));
        }
    }

    [TestCase("compute", "--batch", "64", "--tokens", "128")]
    [TestCase("compute", "--phase", "decode")]
    [TestCase("stream", "--phase", "decode", "--set", "w_words=8")]
    [TestCase("memory", "--phase", "decode", "--dram", "2", "--clock-mhz", "150")]
    [TestCase("memory", "--batch", "64", "--tokens", "128", "--dram", "1", "--clock-mhz", "150")]
    public void The_bound_is_named(string bound, params string[] options)
    {
        JsonElement root = Estimate(["mixpe-w4a8", "--model", "opt-6.7b", .. options]);
        Assert.That(root.GetProperty("layers")[0].GetProperty("bound").GetString(), Is.EqualTo(bound));
    }

    // 16 by 16 PEs of 8 lanes at 100 MHz: 204.8 GMAC/s, 20.48 for each of 10 GB/s.
    [Test]
    public void The_roofline_is_of_the_array_and_the_dram()
    {
        JsonElement roof = Estimate(
            "mixpe-w4a8", "--model", "vit-base", "--clock-mhz", "100", "--dram", "10").GetProperty("roofline");
        Assert.That(roof.GetProperty("peak_macs_per_second").GetDouble(), Is.EqualTo(204.8e9));
        Assert.That(roof.GetProperty("ridge_macs_per_byte").GetDouble(), Is.EqualTo(20.48).Within(1e-12));
        Assert.That(roof.GetProperty("macs_per_second").GetDouble(), Is.LessThan(204.8e9));
    }

    [Test]
    public void What_was_not_measured_is_null_and_the_command_is_there()
    {
        JsonElement root = Estimate("mixpe-w4a8-ws", "--model", "vit-base");
        Assert.That(root.GetProperty("pe").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(root.GetProperty("total").GetProperty("energy").GetProperty("pe_j").ValueKind, Is.EqualTo(JsonValueKind.Null));
        Assert.That(root.GetProperty("measure").GetString(), Is.EqualTo("mixpe synth mixpe-w4a8-ws --unit pe --json"));
        Assert.That(root.GetProperty("clock_mhz").GetDouble(), Is.EqualTo(500));
        var (_, output, _) = CommandLine.Run("estimate", "mixpe-w4a8-ws", "--model", "vit-base");
        Assert.That(output, Does.Contain("PEs: not measured at this clock; mixpe synth mixpe-w4a8-ws --unit pe --json"));
    }

    // No measured netlist is so fast.
    [Test]
    public void A_clock_that_no_netlist_meets_has_no_energy() => Assert.That(
        Estimate("mixpe-w4a8", "--model", "vit-base", "--clock-mhz", "1000").GetProperty("pe").ValueKind,
        Is.EqualTo(JsonValueKind.Null));

    [Test]
    public void Max_k_is_that_of_the_longest_layer()
    {
        JsonElement root = Estimate("mixpe-w4a8", "--model", "llama-2-7b", "--tokens", "1");
        Assert.That(
            (root.GetProperty("max_k").GetInt32(), root.GetProperty("max_k_of_design").GetInt32()), Is.EqualTo((11008, 4096)));
        var (_, output, _) = CommandLine.Run("estimate", "mixpe-w4a8", "--model", "llama-2-7b", "--tokens", "1");
        Assert.That(output, Does.Contain("max_k is 11008 instead of 4096"));
    }

    [Test]
    public void Every_fault_of_the_options_is_named()
    {
        var (code, output, error) = CommandLine.Run(
            "estimate", "mixpe-w4a8", "--model", "vit-base", "--phase", "x", "--batch", "0", "--tokens", "-1", "--dram", "0", "--sram",
            "-1", "--clock-mhz", "NaN");
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error.TrimEnd().Split('\n'), Is.EqualTo(new[]
        {
            "--phase: x: prefill or decode is wanted",
            "--batch: 0: a number from 1 and up to 1000000000 is wanted",
            "--tokens: -1: a number from 1 and up to 1000000000 is wanted",
            "--dram: 0: a number above 0 and up to 1000000000 is wanted",
            "--sram: -1: a number from 0 and up to 1000000000 is wanted",
            "--clock-mhz: NaN: a number above 0 and up to 1000000000 is wanted",
        }));
    }

    [TestCase("--phase: decode: vit-base generates no tokens", "--model", "vit-base", "--phase", "decode")]
    [TestCase("q_proj: M of 262144: size_bits of mixpe_w4a8 is 16, at most 65535", "--model", "vit-base", "--batch", "64",
        "--tokens", "4096", "--set", "size_bits=16")]
    [TestCase("network is the name of a named network", "--model", "nothing")]
    [TestCase("n.yaml", "--model", "n.yaml")]
    [TestCase("2^58", "--model", "llama-3-70b", "--batch", "1024")]
    [TestCase("none.json", "--model", "vit-base", "--record", "none.json")]
    public void What_cannot_be_estimated_is_refused(string reason, params string[] options)
    {
        var (code, output, error) = CommandLine.Run(["estimate", "mixpe-w4a8", .. options]);
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")), error);
        Assert.That(error, Does.Contain(reason));
    }

    [Test]
    public void The_manuals_example_is_what_is_printed()
    {
        string page = File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "estimate.md"));
        string line = page.Split('\n').Last(line => line.StartsWith("`./mixpe estimate", StringComparison.Ordinal));
        var (_, output, _) = CommandLine.Run(line.Trim('`').Split(' ')[1..]);
        string shown = string.Join('\n', output.TrimEnd().Split('\n').Select(text => text.Length == 0 ? "" : $"    {text}"));
        Assert.That(page, Does.Contain(shown));
    }

    [Test]
    public void The_manual_has_every_option_and_every_field_of_a_network()
    {
        string page = File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "estimate.md"));
        Command verb = new CommandLineApp(FakeBundles.Generate).Verbs.Single(verb => verb.Name == "estimate");
        Assert.That(verb.Options.Select(option => option.Name).Where(name => !page.Contains($"`{name}`", StringComparison.Ordinal)), Is.Empty);
        string[] fields = [.. page.Split('\n').Where(row => row.StartsWith("| `", StringComparison.Ordinal))
            .Select(row => row.Split('`')[1]).Where(name => !name.StartsWith('-'))];
        Assert.That(fields, Is.EqualTo(NetworkFields.All.Select(field => field.Name)));
    }

    private static JsonElement Estimate(params string[] args)
    {
        var (code, output, error) = CommandLine.Run(["estimate", .. args, "--json"]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        return JsonDocument.Parse(output).RootElement.Clone();
    }
}
