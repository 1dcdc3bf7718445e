using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Corpus;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe verify.</summary>
internal sealed class VerifyVerb
{
    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string> _level = new("--level")
    {
        Description = "quick: seconds a unit; full: every space that fits; nightly: full, then fills the budget.",
        HelpName = "quick|full|nightly",
        DefaultValueFactory = _ => "quick",
    };

    private readonly Option<int> _seed = new("--seed")
    {
        Description = "Determines every random choice and the initial register values.",
        HelpName = "S",
        DefaultValueFactory = _ => 1,
    };

    private readonly Option<string?> _budget = new("--budget")
    {
        Description = "Longest time, builds included; what did not run is listed, and exit code 1. Default: none.",
        HelpName = "TIME",
    };

    private readonly Option<string[]> _check = new("--check")
    {
        Description = "Runs the checks whose names begin so; may be given again.",
        HelpName = "NAME",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string> _corpus = new("--corpus")
    {
        Description = "Folder of failing cases: those in it run first, new ones go into it.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new VerifyOptions().Corpus,
    };

    private readonly Option<string> _out = new("--out")
    {
        Description = "Folder of the JUnit XML, the JSON document and the waveforms of failures.",
        HelpName = "DIR",
        DefaultValueFactory = _ => new VerifyOptions().Output,
    };

    private readonly Option<bool> _coverage = new("--coverage")
    {
        Description = "Counts lines and toggles of the RTL as well, and lists what was never reached.",
    };

    private readonly Option<double?> _leastLine = new("--least-line")
    {
        Description = "Exit code 1 if line coverage is below it; counts coverage.",
        HelpName = "PERCENT",
    };

    private readonly Option<double?> _leastToggle = new("--least-toggle")
    {
        Description = "Exit code 1 if toggle coverage is below it; counts coverage.",
        HelpName = "PERCENT",
    };

    private readonly Option<string?> _replay = new("--replay")
    {
        Description = "Runs one kept case and nothing else, and draws its waveform.",
        HelpName = "FILE.json",
    };

    private readonly Func<Verifier> _verifier;

    private VerifyVerb(Func<Verifier> verifier) => _verifier = verifier;

    /// <summary>Creates the verb.</summary>
    /// <param name="verifier">Makes the verifier when the verb runs.</param>
    public static Verb Create(Func<Verifier> verifier)
    {
        var verb = new VerifyVerb(verifier);
        var command = new Command(
            "verify", "Checks every unit of a design against the golden model: exhaustive, random, resets, unknowns.");
        verb._design.AddTo(command);
        foreach (Option option in new Option[]
        {
            verb._level, verb._seed, verb._budget, verb._check, verb._corpus, verb._out, verb._coverage,
            verb._leastLine, verb._leastToggle, verb._replay, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe verify mixpe-w4a8 --level full");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        if (parsed.GetValue(_replay) is { } file)
        {
            return Replay(parsed, design, file);
        }

        string output = OutputPath.OfDirectory("--out", parsed.GetRequiredValue(_out))!;
        VerifyOptions options = new()
        {
            Level = Level(parsed.GetRequiredValue(_level)),
            Seed = parsed.GetValue(_seed),
            Budget = Budget(parsed.GetValue(_budget)),
            Only = parsed.GetRequiredValue(_check),
            Corpus = OutputPath.OfFolder("--corpus", parsed.GetRequiredValue(_corpus)),
            Output = output,
            Command = Command(parsed),
            HasStructuralCoverage = parsed.GetValue(_coverage)
                || Least(parsed, _leastLine) is not null || Least(parsed, _leastToggle) is not null,
        };
        RequireChecks(design, options);

        VerifyReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _verifier().Run(design, options, new StepBar(bar));
        }

        VerifyOutput.WriteFiles(output, report);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, VerifyOutput.Document(report));
        }
        else
        {
            VerifyOutput.Write(parsed.InvocationConfiguration.Output, report);
        }

        if (report.IsCut)
        {
            int left = report.Checks.Count(check => check.Status == CheckStatus.NotRun);
            string what = left > 0 ? $"the end of {left} of {report.Checks.Count} checks" : "lines and toggles were counted";
            parsed.InvocationConfiguration.Error.WriteLine($"--budget: {parsed.GetValue(_budget)}: ended before {what}");
        }

        bool hasLines = IsReached(parsed, report, "line", _leastLine);
        bool isCovered = IsReached(parsed, report, "toggle", _leastToggle) && hasLines;
        return report.IsPassed && !report.IsCut && isCovered ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static double? Least(ParseResult parsed, Option<double?> option) => parsed.GetValue(option) switch
    {
        null => null,
        >= 0 and <= 100 and { } percent => percent,
        { } other => throw new InputException(string.Create(
            CultureInfo.InvariantCulture, $"{option.Name}: {other}: 0 to 100 percent are wanted")),
    };

    // What was not counted is not reached either.
    private static bool IsReached(ParseResult parsed, VerifyReport report, string kind, Option<double?> option)
    {
        if (Least(parsed, option) is not { } least)
        {
            return true;
        }

        var (covered, all) = report.Structural?.Of(kind) ?? (0, 1);
        bool isReached = 100.0 * covered >= least * all;
        if (!isReached)
        {
            string why = report.Structural is null
                ? "not counted: a check failed, or the budget ended before"
                : string.Create(CultureInfo.InvariantCulture, $"{covered} of {all} {kind} points are reached");
            parsed.InvocationConfiguration.Error.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"{option.Name}: {least}: {why}"));
        }

        return isReached;
    }

    private int Replay(ParseResult parsed, Design design, string file)
    {
        if (!File.Exists(file))
        {
            throw new InputException($"--replay: {file}: no such file");
        }

        string output = OutputPath.OfDirectory("--out", parsed.GetRequiredValue(_out))!;
        CorpusCase kept = CorpusCase.Read(file);
        Verifier verifier = _verifier();
        if (!verifier.Has(design, kept))
        {
            string fields = string.Join(' ', kept.Design.Select(field => $"{field.Key}={field.Value}"));
            throw new InputException(
                $"--replay: {file}: the case is of another unit than {design.Name} has; it was found with {fields}");
        }

        Directory.CreateDirectory(output);
        string waveform = Path.Combine(output, Path.GetFileNameWithoutExtension(file) + ".fst");
        Flow.Verify.Mismatch? mismatch = verifier.Replay(kept, waveform);
        TextWriter text = parsed.InvocationConfiguration.Output;
        text.WriteLine(mismatch is null ? $"{kept.Check}: right" : $"{kept.Check}: {mismatch}");
        text.WriteLine($"waveform {waveform}");
        return mismatch is null ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private static void RequireChecks(Design design, VerifyOptions options)
    {
        string[] names = [.. UnitChecks.For(design, options.Level).Select(check => check.Name)];
        foreach (string start in options.Only)
        {
            if (start.Length == 0 || !names.Any(name => name.StartsWith(start, StringComparison.Ordinal)))
            {
                throw new InputException(
                    $"--check: '{start}': no check of this design at this level begins so; it has "
                    + string.Join(", ", names));
            }
        }
    }

    // As the user wrote it, so that the line can be given again.
    private string Command(ParseResult parsed) => string.Join(' ',
    [
        "mixpe", "verify", parsed.GetRequiredValue(_design.Design),
        .. parsed.GetRequiredValue(_design.Set).Select(field => $"--set {ShellWord.Of(field)}"),
    ]);

    private static VerifyLevel Level(string text) => text switch
    {
        "quick" => VerifyLevel.Quick,
        "full" => VerifyLevel.Full,
        "nightly" => VerifyLevel.Nightly,
        _ => throw new InputException($"--level: {text}: quick, full or nightly is wanted"),
    };

    private static TimeSpan? Budget(string? text) => text is null
        ? null
        : Duration.Parse(text) ?? throw new InputException($"--budget: {text}: {Duration.Rule}");
}
