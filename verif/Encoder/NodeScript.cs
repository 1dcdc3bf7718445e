using System.Text.Json;
using MixPe.Sim.Processes;
using MixPe.Verif.Cli;
using MixPe.Verif.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>Runs a script of this folder in Node. Without Node, or without the packages that 'make setup' installs,
/// the tests fail.</summary>
internal static class NodeScript
{
    private static readonly ExternalTool Node = new("node", "18 or newer", "install the package 'nodejs'");

    /// <summary>Where 'make setup' puts npm packages.</summary>
    public static string Modules { get; } = Path.Combine(DesignFiles.Root, ".tools", "node_modules");

    /// <summary>The encoder's model.</summary>
    public static string ModelFile { get; } =
        Path.Combine(Modules, "@energetic-ai", "model-embeddings-en", "dist", "model.json");

    /// <summary>A text as the scripts take it, well formed or not.</summary>
    public static int[] Units(string text) => [.. text.Select(unit => (int)unit)];

    /// <summary>What a script says of its input.</summary>
    /// <param name="script">Its name.</param>
    /// <param name="input">What it is given as a JSON file.</param>
    public static JsonDocument Run(string script, object input)
    {
        Assert.That(Directory.Exists(Path.Combine(Modules, "@energetic-ai", "embeddings")), "make setup");
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch["input.json"], JsonSerializer.Serialize(input));
        string path = Path.Combine(DesignFiles.Root, "verif", "Encoder", script);
        ToolCommand command = new(Node, [path, Modules, scratch["input.json"]])
        {
            Timeout = TimeSpan.FromMinutes(2),
        };
        return JsonDocument.Parse(ToolProcess.RunChecked(command).Output);
    }
}
