using System.Diagnostics;
using System.Text.Json;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;
using MixPe.Verif.Cli;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace MixPe.Verif.Bundles;

[TestFixture]
public sealed class BundleFilesTests
{
    private static readonly Design Design = DesignLoader.Load("mixpe-w4a8", ["clock_ns=2.5"]);

    private static readonly RtlBundle Bundle = FakeBundles.Generate(Design);

    [Test]
    public void Has_every_promised_file() =>
        Assert.That(
            Bundle.Files.Select(file => file.Path),
            Is.EquivalentTo(
            [
                "rtl/mixpe_w4a8_leaf.sv", "rtl/mixpe_w4a8_top.sv", "mixpe_w4a8.f", "mixpe_w4a8.core", "Bender.yml",
                "mixpe_w4a8.sdc", "mixpe_w4a8.h", "design.yaml", "README.md", "LICENSE", "manifest.json",
            ]));

    [Test]
    public void The_same_design_gives_the_same_bytes() =>
        Assert.That(FakeBundles.Generate(Design).Files, Is.EqualTo(Bundle.Files));

    [Test]
    public void Files_end_with_a_line_feed_and_have_no_other_line_end()
    {
        foreach (var file in Bundle.Files)
        {
            Assert.That(file.Text, Does.EndWith("\n").And.Not.Contain("\r"), file.Path);
        }
    }

    [Test]
    public void Lists_of_sources_keep_the_compilation_order()
    {
        foreach (var name in new[] { "mixpe_w4a8.f", "mixpe_w4a8.core", "Bender.yml" })
        {
            var text = Text(name);
            var leaf = text.IndexOf("rtl/mixpe_w4a8_leaf.sv", StringComparison.Ordinal);
            var top = text.IndexOf("rtl/mixpe_w4a8_top.sv", StringComparison.Ordinal);
            Assert.That(leaf, Is.Positive, name);
            Assert.That(top, Is.GreaterThan(leaf), name);
        }
    }

    [Test]
    public void The_core_has_the_designs_own_vlnv() =>
        Assert.That(
            Text("mixpe_w4a8.core"),
            Does.StartWith("CAPI=2:\n").And.Contain($"name: \"mixpe:generated:mixpe_w4a8:{ToolVersion.Text}\""));

    [Test]
    public void Manifests_in_yaml_are_yaml_whatever_the_description_holds()
    {
        const string Description = "a: \"b\" # c, - [d] 'e' & *f";
        var bundle = FakeBundles.Generate(Design with { Description = Description });
        foreach (var path in new[] { "mixpe_w4a8.core", "Bender.yml" })
        {
            var yaml = new YamlStream();
            yaml.Load(new StringReader(bundle.Files.Single(file => file.Path == path).Text));
            var root = (YamlMappingNode)yaml.Documents.Single().RootNode;
            var described = path == "Bender.yml" ? (YamlMappingNode)root["package"] : root;
            Assert.That($"{described["description"]}", Is.EqualTo(Description), path);
        }
    }

    [Test]
    public void Verilator_reads_the_file_list_from_anywhere()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Bundle, scratch["b"]);
        var arguments = new[]
        {
            "--lint-only", "-Wno-UNUSED", "-F", Path.Combine(scratch["b"], "mixpe_w4a8.f"),
            "--top-module", Bundle.Top.Name,
        };
        using var process = Process.Start(new ProcessStartInfo("verilator", arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardError = true,
        })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error);
    }

    [Test]
    public void The_C_compiler_takes_the_header()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Bundle, scratch["b"]);
        var header = Path.Combine(scratch["b"], "mixpe_w4a8.h");
        string[] arguments = ["-x", "c", "-std=c99", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", header];
        using var process = Process.Start(new ProcessStartInfo("g++", arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That(process.ExitCode, Is.Zero, error);
    }

    [Test]
    public void The_constraints_have_the_designs_clock()
    {
        var lines = Text("mixpe_w4a8.sdc").Split('\n');
        Assert.That(lines, Does.Contain("create_clock -name clk -period 2.5 [get_ports clk_i]"));
        Assert.That(lines, Does.Contain("set_input_delay 0.5 -clock clk [get_ports rst_ni]"));
        Assert.That(lines, Does.Contain("set_input_delay 0.5 -clock clk [get_ports {x_i[*]}]"));
        Assert.That(lines, Does.Contain("set_output_delay 0.5 -clock clk [get_ports {y_o[*]}]"));
        Assert.That(lines.Count(line => line.Contains("clk_i", StringComparison.Ordinal)), Is.EqualTo(1));
    }

    [TestCase("GROUP", 128)]
    [TestCase("WEIGHT_WIDTH", 4)]
    [TestCase("ACTIVATION_WIDTH", 8)]
    [TestCase("OUTPUT_WIDTH", 32)]
    [TestCase("HAS_ZERO_POINT", 1)]
    [TestCase("LANES", 8)]
    [TestCase("TOP_LATENCY", 3)]
    [TestCase("SUM_WIDTH", 19)]
    [TestCase("PORT_X_I_WIDTH", 8)]
    public void The_header_has_the_designs_numbers(string name, int value) =>
        Assert.That(Text("mixpe_w4a8.h").Split('\n'), Does.Contain($"#define MIXPE_W4A8_{name} {value}"));

    [Test]
    public void The_resolved_design_is_the_design()
    {
        var loaded = DesignLoader.Parse(System.Text.Encoding.UTF8.GetBytes(Text("design.yaml")), "design.yaml");
        Assert.That(loaded with { Systems = Design.Systems }, Is.EqualTo(Design));
        Assert.That(loaded.Systems, Is.EqualTo(Design.Systems));
    }

    [Test]
    public void The_manifest_says_what_the_bundle_is()
    {
        var manifest = JsonDocument.Parse(Text("manifest.json")).RootElement;
        var port = manifest.GetProperty("modules")[1].GetProperty("ports")[2];
        Assert.Multiple(() =>
        {
            Assert.That(manifest.GetProperty("tool").GetString(), Is.EqualTo("mixpe"));
            Assert.That(manifest.GetProperty("version").GetString(), Is.EqualTo(ToolVersion.Text));
            Assert.That(manifest.GetProperty("hash").GetString(), Is.EqualTo(FakeBundles.Hash));
            Assert.That(manifest.GetProperty("top").GetString(), Is.EqualTo("mixpe_w4a8_top"));
            Assert.That(manifest.GetProperty("parameters").GetProperty("clock_ns").GetDecimal(), Is.EqualTo(2.5m));
            Assert.That(
                manifest.GetProperty("parameters").EnumerateObject().Select(property => property.Name),
                Is.EqualTo(DesignFields.All.Select(field => field.Name)));
            Assert.That(manifest.GetProperty("latencies")[0].GetProperty("value").GetInt32(), Is.EqualTo(3));
            Assert.That(manifest.GetProperty("widths")[0].GetProperty("unit").GetString(), Is.EqualTo("bits"));
            Assert.That(port.GetProperty("name").GetString(), Is.EqualTo("x_i"));
            Assert.That(port.GetProperty("bits").GetInt32(), Is.EqualTo(8));
            Assert.That(port.GetProperty("direction").GetString(), Is.EqualTo("input"));
            Assert.That(port.GetProperty("description").GetString(), Is.EqualTo("In."));
            Assert.That(
                manifest.GetProperty("files").EnumerateArray().Select(file => file.GetString()),
                Is.EquivalentTo(Bundle.Files.Select(file => file.Path)));
        });
    }

    [Test]
    public void A_bundle_without_modules_is_refused() =>
        Assert.That(() => BundleFiles.For(Design, "h", [], Bundle.Sources, []), Throws.ArgumentException);

    [Test]
    public void The_hash_moves_with_the_design_and_with_each_template()
    {
        var library = Library("a", "b");
        var hash = BundleHash.Of(Design, library);
        Assert.Multiple(() =>
        {
            Assert.That(hash, Does.Match("^[0-9a-f]{16}$"));
            Assert.That(BundleHash.Of(Design, Library("a", "b")), Is.EqualTo(hash));
            Assert.That(BundleHash.Of(Design with { Lanes = 4 }, library), Is.Not.EqualTo(hash));
            Assert.That(BundleHash.Of(Design, Library("a", "c")), Is.Not.EqualTo(hash));
            Assert.That(BundleHash.Of(Design, Library("ab", "")), Is.Not.EqualTo(hash));
        });
    }

    private static string Text(string path) => Bundle.Files.Single(file => file.Path == path).Text;

    private static TemplateLibrary Library(string pe, string array) =>
        new(new Dictionary<string, string> { ["pe"] = pe, ["array"] = array });
}
