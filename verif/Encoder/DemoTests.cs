using System.Text.Json;
using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>mixpe demo on small tiles: the whole encoder, end to end.</summary>
public sealed class DemoTests
{
    private static readonly string[] Small = ["--set", "rows=4", "--set", "columns=8"];

    [Test]
    public void Every_layer_runs_on_the_tile()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["sentences.txt"], "cats\n\ndogs\n \ntax\n");
        var (code, output, error) = Run(
            ["--sentences", scratch["sentences.txt"], "--out", scratch["out"], "--json", .. Small]);
        Assert.That((code, error), Is.EqualTo((ExitCode.Done, "")));
        using var json = JsonDocument.Parse(output);
        JsonElement root = json.RootElement;
        Assert.That(Names(root), Is.EqualTo(new[] { "sentences", "tokens", "code_range", "designs" }));
        Assert.That(root.GetProperty("sentences").Deserialize<string[]>(), Is.EqualTo(new[] { "cats", "dogs", "tax" }));
        int tokens = root.GetProperty("tokens").Deserialize<int[]>()!.Sum();
        JsonElement[] designs = [.. root.GetProperty("designs").EnumerateArray()];
        Assert.That(
            designs.Select(design => design.GetProperty("design").GetString()),
            Is.EqualTo(new[] { "mixpe_w4a8", "mixpe_w4a16" }));
        foreach (JsonElement design in designs)
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(Names(design), Is.EqualTo(new[]
                {
                    "design", "compared", "mismatches", "cycles", "utilization", "gemms", "cosines", "least_cosine",
                    "ranking",
                }));
                Assert.That(design.GetProperty("mismatches").GetInt64(), Is.Zero);
                Assert.That(design.GetProperty("least_cosine").GetDouble(), Is.InRange(0.85, 1));
                JsonElement[] gemms = [.. design.GetProperty("gemms").EnumerateArray()];
                Assert.That(gemms, Has.Length.EqualTo(10));
                foreach (JsonElement gemm in gemms)
                {
                    bool isLast = gemm.GetProperty("name").GetString() == "projection";
                    Assert.That(gemm.GetProperty("shape").GetProperty("m").GetInt32(), Is.EqualTo(isLast ? 3 : tokens));
                    Assert.That(
                        gemm.GetProperty("cycles").GetInt64(),
                        Is.EqualTo(gemm.GetProperty("predicted_cycles").GetInt64()));
                    Assert.That(gemm.GetProperty("utilization").GetDouble(), Is.InRange(0.01, 1));
                    Assert.That(gemm.GetProperty("sqnr_db").GetDouble(), Is.InRange(12, 40));
                }
            }
        }

        Assert.That(File.Exists(scratch["out/mixpe_w4a8.fst"]));
        Assert.That(File.Exists(scratch["out/mixpe_w4a16/manifest.json"]));
    }

    [TestCase("--code-range: most", "--code-range", "most")]
    [TestCase("max_k of mixpe_w4a8 is 1024", "--set", "max_k=1024")]
    [TestCase("a name each", "--set", "name=same")]
    [TestCase("no such file", "--model", "nowhere/model.json")]
    [TestCase("nowhere.txt", "--sentences", "nowhere.txt")]
    public void What_cannot_run_is_refused_with_the_rule(string reason, params string[] args)
    {
        using var scratch = new ScratchFolder();
        var (code, output, error) = Run([.. args, "--out", scratch["out"]]);
        Assert.That((code, output), Is.EqualTo((ExitCode.BadInput, "")));
        Assert.That(error, Does.Contain(reason));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    [Test]
    public void Two_sentences_have_no_ranking()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllText(scratch["two.txt"], "one\ntwo\n\n");
        var (code, _, error) = Run("--sentences", scratch["two.txt"], "--out", scratch["out"]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("two.txt: 2 lines with text: 3 to 1000"));
    }

    [Test]
    public void Another_graph_is_refused()
    {
        using var scratch = new ScratchFolder();
        string text = File.ReadAllText(NodeScript.ModelFile);
        Assert.That(text, Does.Contain("\"Relu\""));
        File.WriteAllText(scratch["model.json"], text.Replace("\"Relu\"", "\"Elu\"", StringComparison.Ordinal));
        var (code, _, error) = Run("--model", scratch["model.json"], "--out", scratch["out"]);
        Assert.That(code, Is.EqualTo(ExitCode.BadInput));
        Assert.That(error, Does.Contain("model.json: modelTopology.node: SHA-256"));
    }

    private static IEnumerable<string> Names(JsonElement element) =>
        element.EnumerateObject().Select(field => field.Name);

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        // A test's folder is not the checkout's.
        string[] model = args.Contains("--model") ? [] : ["--model", NodeScript.ModelFile];
        using StringWriter output = new();
        using StringWriter error = new();
        CommandLineApp app = new(BundleGenerator.Create().Generate);
        int code = app.Run(["demo", .. model, .. args], output, error);
        return (code, output.ToString(), error.ToString());
    }
}
