using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>What every verb that takes a design has in common.</summary>
internal sealed class DesignArguments
{
    /// <summary>The design.</summary>
    public Argument<string> Design { get; } = new("DESIGN")
    {
        Description = "A named design (mixpe designs lists them) or the path of a YAML file.",
        HelpName = "DESIGN",
    };

    /// <summary>Overrides.</summary>
    public Option<string[]> Set { get; } = new("--set")
    {
        Description = "field=value: overrides a field of the design; may be given again for another field.",
        HelpName = "field=value",
        DefaultValueFactory = _ => [],
    };

    /// <summary>Adds them to a command, with completion.</summary>
    public void AddTo(Command command)
    {
        Design.CompletionSources.Add(_ => NamedDesigns.All.Select(design => new CompletionItem(design.Name)));
        Set.CompletionSources.Add(_ => DesignFields.All.Select(field => new CompletionItem($"{field.Name}=")));
        command.Arguments.Add(Design);
        command.Options.Add(Set);
    }

    /// <summary>Loads the design that was asked for.</summary>
    /// <exception cref="DesignException">It is refused.</exception>
    public Design Load(ParseResult parsed) =>
        DesignLoader.Load(parsed.GetRequiredValue(Design), parsed.GetRequiredValue(Set));
}
