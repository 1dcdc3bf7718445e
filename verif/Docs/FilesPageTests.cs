using System.CommandLine;
using MixPe.Cli;
using MixPe.Generator.Rtl;
using MixPe.Model.Tensors.Gguf;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Docs;

/// <summary>docs/files.md names what the readers read, and options that there are.</summary>
public sealed class FilesPageTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(DesignFiles.Root, "docs", "files.md"));

    [Test]
    public void The_page_has_every_type_of_GGUF_that_is_read()
    {
        string[] rows = [.. Page.Split('\n').Where(line => line.StartsWith("| `.gguf` |", StringComparison.Ordinal))];
        string[] named = [.. rows.SelectMany(row => row.Split('|')[2].Replace("numbers:", "", StringComparison.Ordinal).Split(','))
            .Select(name => name.Trim())];
        Assert.That(named, Is.EquivalentTo(GgufTypes.Read.Select(type => type.Name)));
    }

    [Test]
    public void Options_and_pages_speak_of_each_other()
    {
        Command simulate = new CommandLineApp(BundleGenerator.Create().Generate).Verbs.Single(verb => verb.Name == "simulate");
        string[] options = [.. simulate.Options.Select(option => option.Name)];
        foreach (string name in new[] { "--weights", "--activations", "--transpose", "--requantize", "--gptq", "--dump" })
        {
            Assert.That(options, Does.Contain(name));
            Assert.That(Page, Does.Contain(name));
        }
    }
}
