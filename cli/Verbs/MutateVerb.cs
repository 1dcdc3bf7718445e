using System.CommandLine;
using MixPe.Flow.Gemm;
using MixPe.Flow.Mutation;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe mutate.</summary>
internal sealed class MutateVerb
{
    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string?> _unit = new("--unit")
    {
        Description = $"Mutates this unit alone: {string.Join(", ", MutatedUnits.All)}.",
        HelpName = "NAME",
    };

    private readonly Option<int> _count = new("--count")
    {
        Description = "Most mutants a unit, spread over its source lines.",
        HelpName = "N",
        DefaultValueFactory = _ => new MutationOptions().Count,
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Determines which mutants are chosen and what the checks draw.",
        HelpName = "S",
        DefaultValueFactory = _ => new MutationOptions().Seed,
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "Mutants that run at once. Default: as many as there are processors.",
        HelpName = "N",
        DefaultValueFactory = _ => new MutationOptions().Jobs,
    };

    private readonly Option<string?> _list = new("--list")
    {
        Description = "Writes every mutant with its fate as CSV.",
        HelpName = "FILE",
    };

    private readonly Option<double> _least = new("--least")
    {
        Description = "Least score of every unit, in percent: below it the exit code is 1.",
        HelpName = "PERCENT",
    };

    private readonly Func<MutationAnalysis> _analysis;

    private MutateVerb(Func<MutationAnalysis> analysis) => _analysis = analysis;

    /// <summary>Creates the verb.</summary>
    /// <param name="analysis">Makes the analysis when the verb runs.</param>
    public static Verb Create(Func<MutationAnalysis> analysis)
    {
        var verb = new MutateVerb(analysis);
        var command = new Command(
            "mutate", "Breaks the design's RTL in many small ways and counts which of them the checks notice.");
        verb._design.AddTo(command);
        foreach (Option option in new Option[]
        {
            verb._unit, verb._count, verb._seed, verb._jobs, verb._list, verb._least, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe mutate mixpe-w4a8 --unit pe --count 1000 --list out/mutants.csv");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        var options = new MutationOptions
        {
            Unit = parsed.GetValue(_unit),
            Count = AtLeast1("--count", parsed.GetValue(_count)),
            Seed = parsed.GetValue(_seed),
            Jobs = AtLeast1("--jobs", parsed.GetValue(_jobs)),
        };
        double least = parsed.GetValue(_least);
        if (least is < 0 or > 100 or double.NaN)
        {
            throw new InputException($"--least: {least}: a share from 0 to 100 percent is wanted");
        }

        string? list = OutputPath.OfFile("--list", parsed.GetValue(_list));
        IReadOnlyList<UnitScore> scores;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            scores = _analysis().Run(design, options, bar, bar);
        }

        if (list is not null)
        {
            MutationOutput.WriteList(list, scores);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, MutationOutput.Document(design, options, scores));
        }
        else
        {
            MutationOutput.Write(parsed.InvocationConfiguration.Output, design, scores);
        }

        return scores.All(score => 100 * score.Score >= least) ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static int AtLeast1(string option, int value) =>
        value >= 1 ? value : throw new InputException($"{option}: {value}: at least 1 is wanted");
}
