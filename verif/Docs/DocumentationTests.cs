using System.CommandLine;
using MixPe.Cli;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

public sealed class DocumentationTests
{
    private static IEnumerable<Design> Designs =>
        NamedDesigns.All.Select(named => DesignLoader.Load(named.Name)).Concat(
        [
            DesignLoader.Load("mixpe-w4a8", ["fused=true", "out=bf16"]),
            DesignLoader.Load("mixpe-w4a8", ["architecture=pair-sums"]),
            DesignLoader.Load("gguf-q4-0", ["activation_group_scale=bf16"]),
            DesignLoader.Load("mixpe-w4a8", ["weights=fp4_e2m1", "zero_point=none"]),
            DesignLoader.Load("mixpe-w4a16", ["out=fp16"]),
        ]);

    [Test]
    public void The_manual_has_every_unit_and_no_other()
    {
        var units = Designs.SelectMany(design => BundleGenerator.Create().Generate(design).Modules)
            .Select(module => module.Unit).Distinct();
        var documented = File.ReadLines(Path.Combine(DesignFiles.Root, "docs", "hardware.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Split('`')[1]);
        Assert.That(documented, Is.EquivalentTo(units));
    }

    [Test]
    public void Every_module_and_port_has_a_sentence()
    {
        foreach (ModuleSpec module in Designs.SelectMany(design => BundleGenerator.Create().Generate(design).Modules))
        {
            using (Assert.EnterMultipleScope())
            {
                Assert.That(module.Description, Does.EndWith("."), module.Name);
                Assert.That(module.Ports, Is.Not.Empty, module.Name);
                Assert.That(module.Ports.Select(port => port.Description), Has.All.EndsWith("."), module.Name);
            }
        }
    }

    [Test]
    public void No_line_of_a_named_design_has_more_than_100_columns()
    {
        foreach (NamedDesign named in NamedDesigns.All)
        {
            foreach (BundleFile file in BundleGenerator.Create().Generate(named.Load()).Sources)
            {
                Assert.That(
                    file.Text.Split('\n').Where(line => line.Length > 100),
                    Is.Empty,
                    $"{named.Name}: {file.Path}");
            }
        }
    }

    [Test]
    public void The_readmes_designs_are_accepted()
    {
        string[][] commands = [.. File.ReadLines(Path.Combine(DesignFiles.Root, "README.md"))
            .Where(line => line.StartsWith("    ./mixpe generate-rtl ", StringComparison.Ordinal)
                || line.StartsWith("    ./mixpe simulate ", StringComparison.Ordinal))
            .Select(line => line.Split('#')[0].Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        Assert.That(commands, Has.Length.GreaterThanOrEqualTo(3));
        foreach (string[] words in commands)
        {
            string[] overrides = [.. Enumerable.Range(1, words.Length - 1)
                .Where(i => words[i - 1] == "--set").Select(i => words[i])];
            Assert.That(() => DesignLoader.Load(words[2], overrides), Throws.Nothing, string.Join(' ', words));
        }
    }

    [Test]
    public void Every_option_has_a_description()
    {
        foreach (Command verb in new CommandLineApp(BundleGenerator.Create().Generate).Verbs)
        {
            Assert.That(verb.Description, Is.Not.Empty, verb.Name);
            foreach (Symbol symbol in verb.Options.Cast<Symbol>().Concat(verb.Arguments))
            {
                Assert.That(symbol.Description, Is.Not.Null.And.Not.Empty, $"{verb.Name} {symbol.Name}");
            }
        }
    }
}
