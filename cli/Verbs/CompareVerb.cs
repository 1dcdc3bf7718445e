using System.CommandLine;
using System.CommandLine.Completions;
using MixPe.Flow.Compare;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe compare.</summary>
internal sealed class CompareVerb
{
    private readonly Argument<string[]> _designs = new("DESIGN")
    {
        Description = "Two or more named designs or YAML files; the others are compared with the first.",
        HelpName = "DESIGN",
        Arity = new ArgumentArity(2, 64),
    };

    private readonly Option<double?> _clock = new("--clock-ns")
    {
        Description = "Clock period of all. Default: the longest at which one of them is quoted in the records.",
        HelpName = "T",
    };

    private readonly Option<string[]> _record = new("--record")
    {
        Description = "Figures of a design's PE, as mixpe synth --unit pe --json wrote them. May be given again.",
        HelpName = "FILE.json",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _json = JsonOutput.CreateOption();

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        CompareVerb verb = new();
        Command command = new(
            "compare", "Sets designs side by side, at equal PEs and at equal area, from measured PEs.");
        verb._designs.CompletionSources.Add(_ => NamedDesigns.All.Select(design => new CompletionItem(design.Name)));
        command.Arguments.Add(verb._designs);
        foreach (Option option in new Option[] { verb._clock, verb._record, verb._json })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe compare w8a8 mixpe-w4a8 w2a8");
    }

    private int Run(ParseResult parsed)
    {
        double? clock = parsed.GetValue(_clock);
        if (clock is { } period && !(period > 0 && double.IsFinite(period)))
        {
            throw new InputException(FormattableString.Invariant($"--clock-ns: {period}: a time above 0 ns is wanted"));
        }

        (string Asked, Design Design)[] designs = Load(parsed.GetRequiredValue(_designs));
        PeRecords records = parsed.GetRequiredValue(_record)
            .Aggregate(PeRecords.Committed(), (all, file) => all.With(file, [.. designs.Select(one => one.Design)]));
        DesignComparison comparison = DesignComparison.Of(designs, records, clock);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, CompareOutput.Document(comparison));
        }
        else
        {
            CompareOutput.Write(parsed.InvocationConfiguration.Output, comparison);
        }

        return ExitCode.Done;
    }

    // The faults of all of them at once.
    private static (string Asked, Design Design)[] Load(IEnumerable<string> names)
    {
        List<(string, Design)> designs = [];
        List<DesignFault> faults = [];
        foreach (string name in names)
        {
            try
            {
                designs.Add((name, DesignLoader.Load(name)));
            }
            catch (DesignException e)
            {
                faults.AddRange(e.Faults);
            }
        }

        return faults.Count > 0 ? throw new DesignException(faults) : [.. designs];
    }
}
