using System.CommandLine;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe designs.</summary>
internal static class DesignsVerb
{
    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        var json = JsonOutput.CreateOption();
        var command = new Command("designs", "Lists the named designs.");
        command.Options.Add(json);
        command.SetAction(parsed =>
        {
            Print(parsed, parsed.GetValue(json));
            return ExitCode.Done;
        });
        return new Verb(command, "mixpe designs --json");
    }

    private static void Print(ParseResult parsed, bool asJson)
    {
        var designs = NamedDesigns.All.Select(named => (named.Name, Design: named.Load())).ToArray();
        if (asJson)
        {
            JsonOutput.Write(parsed, designs.Select(named => new
            {
                Name = named.Name,
                Description = named.Design.Description,
                Weights = named.Design.Weights.Name,
                Activations = named.Design.Activations.Name,
                Group = named.Design.Group,
                Systems = named.Design.Systems,
            }));
            return;
        }

        var width = designs.Max(named => named.Name.Length);
        foreach (var (name, design) in designs)
        {
            parsed.InvocationConfiguration.Output.WriteLine($"{name.PadRight(width)}  {design.Description}");
        }
    }
}
