using System.Globalization;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Estimate;

/// <summary>The cycles of <c>mixpe estimate</c> are those that <c>mixpe simulate</c> counts on the RTL, layer by layer.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class EstimateRtlTests
{
    // Each of its linear layers is another shape; none divides the array, and K is above max_k.
    private const string Small = """
        name: small
        layers: 2
        hidden: 60
        heads: 6
        kv_heads: 2
        ffn: 150
        gated: true
        vocab: 77
        tokens: 11
        """;

    private static readonly string[] Tile =
        ["rows=4", "columns=4", "lanes=2", "max_k=64", "row_blocks=2"];

    [TestCase("mixpe-w4a8", "group=16", "prefill")]
    [TestCase("mixpe-w4a8", "group=4", "prefill")]
    [TestCase("mixpe-w4a8", "group=16", "decode")]
    [TestCase("mixpe-w4a8-ws", "group=8", "prefill")]
    [TestCase("mixpe-w4a8-ws", "group=8", "decode")]
    public void Every_layer_of_a_small_network_takes_the_estimated_cycles(string design, string group, string phase)
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["n.yaml"], Small);
        Check(design, [.. Tile, group], ["--model", scratch["n.yaml"], "--phase", phase, "--batch", "3"], layers: 8);
    }

    // Some 1.5 million cycles of whole tiles.
    [Category("Nightly")]
    [TestCase("mixpe-w4a8")]
    [TestCase("mixpe-w4a8-ws")]
    public void Every_layer_of_vit_base_takes_the_estimated_cycles(string design) =>
        Check(design, ["max_k=4096"], ["--model", "vit-base"], layers: 8);

    private static void Check(string design, string[] set, string[] network, int layers)
    {
        JsonElement estimate = Run(["estimate", design, .. Sets(set), .. network, "--json"]);
        string maxK = string.Create(CultureInfo.InvariantCulture, $"max_k={estimate.GetProperty("max_k").GetInt32()}");
        string[] fit = [.. set.Select(field => field.StartsWith("max_k=", StringComparison.Ordinal) ? maxK : field)];
        JsonElement[] all = [.. estimate.GetProperty("layers").EnumerateArray()];
        Assert.That(all, Has.Length.EqualTo(layers));
        foreach (var same in all.GroupBy(layer => layer.GetProperty("shape").GetRawText(), StringComparer.Ordinal))
        {
            JsonElement shape = same.First().GetProperty("shape");
            string gemm = string.Join(',', new[] { "m", "n", "k" }.Select(size => shape.GetProperty(size).GetRawText()));
            JsonElement run = Run(["simulate", design, .. Sets(fit), "--gemm", gemm, "--on", "tile", "--json"]);
            Assert.That(run.GetProperty("mismatches").GetInt64(), Is.Zero);
            foreach (JsonElement layer in same)
            {
                Assert.That(
                    layer.GetProperty("cycles").GetInt64(), Is.EqualTo(run.GetProperty("cycles").GetInt64()),
                    $"{layer.GetProperty("name")} {gemm}");
            }
        }
    }

    private static IEnumerable<string> Sets(IEnumerable<string> fields) => fields.SelectMany(field => new[] { "--set", field });

    private static JsonElement Run(string[] args)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int code = new CommandLineApp(new RtlBench().Generate).Run(args, output, error);
        Assert.That(code, Is.EqualTo(ExitCode.Done), error.ToString());
        return JsonDocument.Parse(output.ToString()).RootElement.Clone();
    }
}
