using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using NUnit.Framework;
using YamlDotNet.RepresentationModel;

namespace MixPe.Verif.Bundles;

/// <summary>The targets of a bundle's .core file, done as FuseSoC's back end Edalize does them: it writes Verilator's
/// arguments into a file, and runs make where there is a model.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FuseSocTests
{
    private static readonly ExternalTool Verilator = new("verilator", "any", "install the package 'verilator'");
    private static readonly ExternalTool Make = new("make", "any", "install the package 'make'");
    private static readonly ExternalTool Icarus = new("iverilog", "any", "install the package 'iverilog'");

    private static readonly RtlBundle Bundle = FakeBundles.Generate(DesignLoader.Load("mixpe-w4a8"));

    private static readonly YamlMappingNode Core = Read();

    [Test]
    public void Every_target_has_the_sources_and_the_top() => Assert.Multiple(() =>
    {
        Assert.That(
            Map(Core, "targets").Children.Keys.Select(key => $"{key}"), Is.EquivalentTo(new[] { "default", "lint", "sim", "synth" }));
        foreach (YamlNode name in Map(Core, "targets").Children.Keys)
        {
            Assert.That(Files($"{name}").Take(2), Is.EqualTo(Bundle.Sources.Select(source => source.Path)), $"{name}");
            Assert.That($"{Of($"{name}", "toplevel")}", Is.EqualTo(Bundle.Top.Name), $"{name}");
        }
    });

    // CAPI2 has no other keys in a target; those of the inherited one come with "<<".
    [Test]
    public void Targets_have_keys_of_CAPI2_alone() => Assert.That(
        Map(Core, "targets").Children.Values.Cast<YamlMappingNode>().SelectMany(target => target.Children.Keys)
            .Select(key => $"{key}").Distinct(),
        Is.SubsetOf(new[] { "<<", "filesets", "toplevel", "description", "default_tool", "tools" }));

    [Test]
    public void Lint_is_verilators_with_all_warnings()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Bundle, scratch["b"]);
        Assert.That($"{Option("lint", "verilator", "mode")}", Is.EqualTo("lint-only"));

        // The tiny modules do not use their clock: with all warnings on that is one.
        ToolResult result = ToolProcess.Run(Verilate(scratch, "lint", "--lint-only"));
        Assert.That(result.Errors, Does.Contain("UNUSEDSIGNAL"));
        Assert.That(ToolProcess.Run(Verilate(scratch, "lint", "--lint-only", "-Wno-UNUSED")).ExitCode, Is.Zero);
    }

    [Test]
    public void Sim_makes_a_library_of_the_model()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Bundle, scratch["b"]);
        Assert.That($"{Of("sim", "default_tool")}", Is.EqualTo("verilator"));
        Assert.That($"{Option("sim", "verilator", "mode")}", Is.EqualTo("cc"));
        Assert.That($"{Option("sim", "verilator", "exe")}", Is.EqualTo("false"), "there is no program to link");
        ToolProcess.RunChecked(Verilate(scratch, "sim", "--cc"));
        ToolProcess.RunChecked(new ToolCommand(Make, ["-C", scratch["b"], "-f", $"V{Bundle.Top.Name}.mk"]));
        Assert.That(File.Exists(scratch[$"b/V{Bundle.Top.Name}__ALL.a"]));
    }

    [Test]
    public void Sim_is_for_icarus_too()
    {
        using var scratch = new ScratchFolder();
        BundleWriter.Write(Bundle, scratch["b"]);
        string[] options = Words(Option("sim", "icarus", "iverilog_options"));
        ToolProcess.RunChecked(new ToolCommand(
            Icarus,
            [
                .. options, "-s", Bundle.Top.Name, "-o", scratch["out"],
                .. Files("sim").Select(file => Path.Combine(scratch["b"], file)),
            ]));
        Assert.That(File.Exists(scratch["out"]));
    }

    private static ToolCommand Verilate(ScratchFolder scratch, string target, string mode, params string[] more) => new(
        Verilator,
        [
            "--Mdir", scratch["b"], mode, .. Files(target).Select(file => Path.Combine(scratch["b"], file)),
            "--top-module", $"{Of(target, "toplevel")}", .. Words(Option(target, "verilator", "verilator_options")), .. more,
        ]);

    private static string[] Files(string target) =>
        [.. Words(Of(target, "filesets")).SelectMany(set => Words(Map(Core, "filesets", set)["files"]))];

    // Of a target, or of the one that it inherits from.
    private static YamlNode Of(string target, string key)
    {
        YamlMappingNode own = Map(Core, "targets", target);
        return own.Children.TryGetValue(key, out YamlNode? value) ? value : ((YamlMappingNode)own["<<"])[key];
    }

    private static YamlNode Option(string target, string tool, string option) =>
        ((YamlMappingNode)Of(target, "tools"))[tool][option];

    private static string[] Words(YamlNode list) => [.. ((YamlSequenceNode)list).Select(word => $"{word}")];

    private static YamlMappingNode Map(YamlMappingNode from, params string[] path) =>
        path.Aggregate(from, (node, key) => (YamlMappingNode)node[key]);

    private static YamlMappingNode Read()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Bundle.Files.Single(file => file.Path.EndsWith(".core", StringComparison.Ordinal)).Text));
        return (YamlMappingNode)yaml.Documents.Single().RootNode;
    }
}
