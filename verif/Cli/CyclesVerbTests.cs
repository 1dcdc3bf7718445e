using System.Globalization;
using System.Text.Json;
using MixPe.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Cli;

/// <summary>mixpe cycles, and the figures that the manual has from it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CyclesVerbTests
{
    // | mixpe-w4a8 | [512, 1536, 512] | 197593 | 99.50 % | 100.00 % |
    private static IEnumerable<string[]> Prefill() => Rows("| mixpe-");

    // | 1 | 32 | 6251 | 6.14 % | 98 % |
    private static IEnumerable<string[]> Decoding() => Rows("| ").Where(cells => cells.Length == 5 && cells[0].Length == 1);

    // | 32 | 4 | 4 | 197581 | 99.51 % | 0 |
    private static IEnumerable<string[]> Groups() => Rows("| ").Where(cells => cells.Length == 6 && cells[0].Length == 2);

    // | 80 | 8 | 39305 | 78.16 % | 80.00 % |
    private static IEnumerable<string[]> Passes() =>
        Rows("| ").Where(cells => cells.Length == 5 && cells[0].Length is 2 or 3 && char.IsDigit(cells[0][0]));

    [TestCaseSource(nameof(Prefill))]
    public void The_manuals_prefill_figures_are_the_models(
        string design, string shape, string cycles, string utilization, string steady)
    {
        JsonElement one = Estimate(design, shape.Trim('[', ']').Replace(" ", "", StringComparison.Ordinal));
        Assert.That(one.GetProperty("cycles").GetInt64().ToString(CultureInfo.InvariantCulture), Is.EqualTo(cycles));
        Assert.That(Percent(one, "utilization", "P2"), Is.EqualTo(utilization));
        Assert.That(Percent(one, "steady_utilization", "P2"), Is.EqualTo(steady));
    }

    [TestCaseSource(nameof(Decoding))]
    public void The_manuals_decoding_figures_are_the_models(
        string m, string words, string cycles, string utilization, string share)
    {
        JsonElement one = Estimate("mixpe-w4a8", $"{m},1536,512", "--set", $"w_words={words}");
        Assert.That(one.GetProperty("cycles").GetInt64().ToString(CultureInfo.InvariantCulture), Is.EqualTo(cycles));
        Assert.That(Percent(one, "utilization", "P2"), Is.EqualTo(utilization));
        double rows = int.Parse(m, CultureInfo.InvariantCulture) / 16.0;
        Assert.That(
            (one.GetProperty("utilization").GetDouble() / rows).ToString("P0", CultureInfo.InvariantCulture),
            Is.EqualTo(share));
    }

    [TestCaseSource(nameof(Groups))]
    public void The_manuals_figures_of_small_groups_are_the_models(
        string group, string beats, string units, string cycles, string utilization, string stalls)
    {
        JsonElement one = Estimate(
            "mixpe-w4a8", "512,1536,512", "--set", $"group={group}", "--set", $"dequant_units={units}");
        Assert.That(
            int.Parse(group, CultureInfo.InvariantCulture) / 8,
            Is.EqualTo(int.Parse(beats, CultureInfo.InvariantCulture)));
        Assert.That(one.GetProperty("cycles").GetInt64().ToString(CultureInfo.InvariantCulture), Is.EqualTo(cycles));
        Assert.That(Percent(one, "utilization", "P2"), Is.EqualTo(utilization));
        Assert.That(one.GetProperty("stall_group").GetInt64().ToString(CultureInfo.InvariantCulture), Is.EqualTo(stalls));
    }

    [TestCaseSource(nameof(Passes))]
    public void The_manuals_figures_of_last_passes_are_the_models(
        string m, string words, string cycles, string utilization, string steady)
    {
        JsonElement one = Estimate("mixpe-w4a8", $"{m},1536,512", "--set", $"w_words={words}");
        Assert.That(one.GetProperty("cycles").GetInt64().ToString(CultureInfo.InvariantCulture), Is.EqualTo(cycles));
        Assert.That(Percent(one, "utilization", "P2"), Is.EqualTo(utilization));
        Assert.That(Percent(one, "steady_utilization", "P2"), Is.EqualTo(steady));
    }

    // One block of 16 rows more than a pass of 64 is the hardest: its weights are used once.
    [TestCase("mixpe-w4a8")]
    [TestCase("mixpe-w4a16")]
    [TestCase("mixpe-w4a8-ws")]
    [TestCase("mixpe-w4a16-ws")]
    public void Prefill_of_any_number_of_blocks_is_steady_as_the_manual_says(string design)
    {
        string[] shapes =
        [
            .. new[] { 512, 1024, 4096 }.SelectMany(k => Enumerable.Range(4, 31).SelectMany(
                blocks => new[] { "--gemm", string.Create(CultureInfo.InvariantCulture, $"{16 * blocks},1536,{k}") })),
        ];
        var (code, output, error) = CommandLine.Run(["cycles", design, "--json", .. shapes]);
        Assert.That(code, Is.EqualTo(ExitCode.Done), error);
        JsonElement[] gemms = [.. JsonDocument.Parse(output).RootElement.GetProperty("gemms").EnumerateArray()];
        Assert.That(gemms, Has.Length.EqualTo(93));
        foreach (JsonElement gemm in gemms)
        {
            Assert.That(Percent(gemm, "steady_utilization", "P2"), Is.EqualTo("100.00 %"), gemm.GetProperty("shape").ToString());
        }
    }

    // Parts of a block, and so few blocks that another one would be for nothing.
    [Test]
    public void Steady_utilization_is_at_most_all(
        [Values("mixpe-w4a8", "mixpe-w4a8-ws", "mixpe-w4a16-slices")] string design,
        [Values("1,1,1", "64,3,512", "64,8,512", "16,24,512", "16,40,512", "128,10,4096", "300,1,300", "1000,40,4096")] string shape)
    {
        JsonElement one = Estimate(design, shape);
        Assert.That(one.GetProperty("steady_utilization").GetDouble(), Is.GreaterThan(0).And.LessThanOrEqualTo(1));
        Assert.That(one.GetProperty("steady_utilization").GetDouble(), Is.GreaterThanOrEqualTo(one.GetProperty("utilization").GetDouble()));
    }

    [Test]
    public void The_manual_has_the_tables()
    {
        Assert.That(Passes().Count(), Is.GreaterThanOrEqualTo(9));
        Assert.That(Groups().Count(), Is.GreaterThanOrEqualTo(6));
        Assert.That(Prefill().Count(), Is.GreaterThanOrEqualTo(4));
        Assert.That(Decoding().Count(), Is.GreaterThanOrEqualTo(6));
    }

    // Counted cycle by cycle once, in five minutes.
    [Test]
    public void A_job_of_billions_of_cycles_is_answered()
    {
        JsonElement one = Estimate("mixpe-w4a8", "65536,28672,4096", "--set", "w_words=8");
        Assert.Multiple(() =>
        {
            Assert.That(one.GetProperty("cycles").GetInt64(), Is.EqualTo(3_758_103_193));
            Assert.That(one.GetProperty("stall_x").GetInt64(), Is.EqualTo(6720));
            foreach (string stall in new[] { "stall_w", "stall_y", "stall_group" })
            {
                Assert.That(one.GetProperty(stall).GetInt64(), Is.Zero, stall);
            }
        });
    }

    [Test]
    public void A_job_whose_bytes_might_not_fit_is_refused()
    {
        var (code, output, error) = CommandLine.Run(
            "cycles", "mixpe-w4a8", "--set", "max_k=65536", "--set", "rows=1", "--set", "row_blocks=1", "--gemm", "16777215,8000000,65536");
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain("M·N·K of 16777215·8000000·65536: 8796092497920000000 multiply-accumulates; 2^58 are the most"));
    }

    [Test]
    public void A_shape_that_the_tile_does_not_take_is_refused()
    {
        var (code, _, error) = CommandLine.Run("cycles", "mixpe-w4a8", "--gemm", "1,1,5000");
        Assert.That((code, error.Trim()), Is.EqualTo((ExitCode.BadInput, "K of 5000: max_k of mixpe_w4a8 is 4096")));
    }

    [TestCase("cycles")]
    [TestCase("simulate", "--on", "tile")]
    public void Every_size_that_the_tile_does_not_take_is_named(params string[] verb)
    {
        var (code, _, error) = CommandLine.Run(
            [verb[0], "mixpe-w4a8", "--gemm", "300,256,5000", "--set", "size_bits=8", .. verb[1..]]);
        Assert.That((code, error.Trim()), Is.EqualTo((ExitCode.BadInput,
            "M of 300: size_bits of mixpe_w4a8 is 8, at most 255\n"
            + "N of 256: size_bits of mixpe_w4a8 is 8, at most 255\n"
            + "K of 5000: max_k of mixpe_w4a8 is 4096")));
    }

    private static JsonElement Estimate(string design, string gemm, params string[] more)
    {
        var (code, output, error) = CommandLine.Run(["cycles", design, "--gemm", gemm, "--json", .. more]);
        Assert.That(code, Is.EqualTo(ExitCode.Done), error);
        return JsonDocument.Parse(output).RootElement.GetProperty("gemms")[0];
    }

    private static string Percent(JsonElement one, string name, string format) =>
        one.GetProperty(name).GetDouble().ToString(format, CultureInfo.InvariantCulture);

    private static IEnumerable<string[]> Rows(string start)
    {
        string text = File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "tile.md"));
        int from = text.IndexOf("## Utilization", StringComparison.Ordinal);
        int to = text.IndexOf("\n## ", from + 1, StringComparison.Ordinal);
        return text[from..to].Split('\n')
            .Where(line => line.StartsWith(start, StringComparison.Ordinal))
            .Select(line => line.Trim('|', ' ').Split(" | "))
            .Select(cells => cells.Select(cell => cell.Trim()).ToArray())
            .Where(cells => cells[0] != "design" && cells[0] != "M");
    }
}
