using System.CommandLine;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Fpga;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Synthesis.Records;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe synth.</summary>
internal sealed class SynthVerb
{
    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string> _unit = new("--unit")
    {
        Description = $"What is synthesized: {string.Join(", ", SynthesisSubject.Units)}.",
        HelpName = "NAME",
        DefaultValueFactory = _ => new SynthesisOptions().Unit,
    };

    private readonly Option<string> _library = new("--lib")
    {
        Description = $"{TargetLibrary.Osu018}, or the path of a Liberty file.",
        HelpName = "LIB",
        DefaultValueFactory = _ => new SynthesisOptions().Library,
    };

    private readonly Option<string?> _target = new("--target")
    {
        Description = $"An FPGA instead of a library: {string.Join(", ", FpgaFamily.All.Select(family => family.Name))}.",
        HelpName = "FPGA",
    };

    private readonly Option<double?> _clock = new("--clock-ns")
    {
        Description = "Clock period in ns. Default: the shortest that all meet, a quarter more, and no limit.",
        HelpName = "T",
    };

    private readonly Option<bool> _sweep = new("--sweep")
    {
        Description = "Many periods, from the shortest that the fastest meets to one that nothing misses.",
    };

    private readonly Option<string?> _against = new("--against")
    {
        Description = "Compares with what --json wrote earlier, at its periods: the exit code is 1 if anything is over 1 % worse.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _alone = new("--alone")
    {
        Description = "Without the baselines.",
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "Netlists that are made at once. Default: as many as there are processors.",
        HelpName = "N",
        DefaultValueFactory = _ => new SynthesisOptions().Jobs,
    };

    private readonly Func<SynthesisStudy> _study;
    private readonly Func<FpgaStudy> _fpga;

    private SynthVerb(Func<SynthesisStudy> study, Func<FpgaStudy> fpga) => (_study, _fpga) = (study, fpga);

    /// <summary>Creates the verb.</summary>
    /// <param name="study">Makes the study of a library when the verb runs.</param>
    /// <param name="fpga">Makes that of an FPGA.</param>
    public static Verb Create(Func<SynthesisStudy> study, Func<FpgaStudy> fpga)
    {
        SynthVerb verb = new(study, fpga);
        Command command = new(
            "synth", "Maps a unit to a library's cells or to an FPGA, beside its baselines: area, delay, energy.");
        verb._design.AddTo(command);
        foreach (Option option in new Option[]
        {
            verb._unit, verb._library, verb._target, verb._clock, verb._sweep, verb._against, verb._alone, verb._jobs, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe synth mixpe-w4a8 --unit pe");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        FigureRecord? kept = parsed.GetValue(_against) is { } file ? FigureRecord.Read(file) : null;
        SynthesisOptions options = Options(parsed, design, kept);
        if (parsed.GetValue(_target) is { } target)
        {
            return Run(parsed, design, FpgaFamily.Find(target)!, options);
        }

        SynthesisReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _study().Run(design, options, new StepBar(bar));
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(
                parsed, options.Unit == SynthesisSubject.Edges ? EdgeOutput.Document(report) : SynthesisOutput.Document(report));
        }
        else if (options.Unit == SynthesisSubject.Edges)
        {
            EdgeOutput.Write(parsed.InvocationConfiguration.Output, report);
        }
        else
        {
            SynthesisOutput.Write(parsed.InvocationConfiguration.Output, report);
        }

        return kept is null ? ExitCode.Done : Compare(parsed, kept, report);
    }

    // On standard error: standard output may be one JSON document.
    private static int Compare(ParseResult parsed, FigureRecord kept, SynthesisReport report)
    {
        TextWriter error = parsed.InvocationConfiguration.Error;
        if (kept.Tools != report.Tools)
        {
            error.WriteLine($"not compared: the record is from other tools: {kept.Tools}, now {report.Tools}");
            return ExitCode.Done;
        }

        IReadOnlyList<string> worse = kept.WorseIn(report);
        foreach (string line in worse)
        {
            error.WriteLine(line);
        }

        return worse.Count == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    private int Run(ParseResult parsed, Design design, FpgaFamily family, SynthesisOptions options)
    {
        FpgaReport report;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            report = _fpga().Run(design, family, options, new StepBar(bar));
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, FpgaOutput.Document(report));
        }
        else
        {
            FpgaOutput.Write(parsed.InvocationConfiguration.Output, report);
        }

        return ExitCode.Done;
    }

    // All faults at once.
    private SynthesisOptions Options(ParseResult parsed, Design design, FigureRecord? kept)
    {
        List<string> faults = [];
        string unit = parsed.GetValue(_unit)!;
        if (!SynthesisSubject.Units.Contains(unit))
        {
            faults.Add($"--unit: {unit}: one of {string.Join(", ", SynthesisSubject.Units)} is wanted");
        }
        else if (unit == "act_sum" && !design.HasActivationSums)
        {
            faults.Add($"--unit: {unit}: {design.Name} has none, since it has no zero point");
        }
        else if (unit == SynthesisSubject.Edges && EdgeUnits.Refusal(design) is { } refusal)
        {
            faults.Add($"--unit: {unit}: {refusal}");
        }
        else if (unit == SynthesisSubject.Edges && EdgeUnits.Of(design).Count == 0)
        {
            faults.Add($"--unit: {unit}: {design.Name} has none that count, since FP16 weights need no scale");
        }

        string? target = parsed.GetValue(_target);
        if (target is not null && FpgaFamily.Find(target) is null)
        {
            faults.Add(
                $"--target: {target}: one of {string.Join(", ", FpgaFamily.All.Select(family => family.Name))} is wanted");
        }
        else if (target is not null && unit is SynthesisSubject.Array or SynthesisSubject.Edges)
        {
            faults.Add($"--unit: {unit}: of an FPGA the units of an array are shown one by one");
        }

        foreach (Option option in new Option[] { _library, _clock, _sweep, _against })
        {
            if (target is not null && parsed.GetResult(option) is { Implicit: false })
            {
                faults.Add($"{option.Name}: it is of a library's cells: with --target it has to be left out");
            }
        }

        double? clock = parsed.GetValue(_clock);
        if (clock is { } period && !(period > 0 && double.IsFinite(period)))
        {
            faults.Add($"--clock-ns: {period}: a time above 0 ns is wanted");
        }

        bool isSweep = parsed.GetValue(_sweep);
        if (isSweep && clock is not null)
        {
            faults.Add("--sweep: it chooses the periods itself: --clock-ns has to be left out");
        }

        if (kept is not null && (clock is not null || isSweep))
        {
            faults.Add("--against: the periods are those of the file: --clock-ns and --sweep have to be left out");
        }

        if (kept is not null && (kept.Design != design.Name || kept.Unit != unit))
        {
            faults.Add($"--against: the file is of {kept.Unit} of {kept.Design}, not of {unit} of {design.Name}");
        }

        int jobs = parsed.GetValue(_jobs);
        if (jobs < 1)
        {
            faults.Add($"--jobs: {jobs}: at least 1 is wanted");
        }

        return faults.Count > 0
            ? throw new InputException(string.Join(Environment.NewLine, faults))
            : new SynthesisOptions
            {
                Unit = unit,
                Library = parsed.GetValue(_library)!,
                PeriodsNs = kept?.PeriodsNs ?? (clock is { } one ? [one] : []),
                IsSweep = isSweep,
                HasBaselines = !parsed.GetValue(_alone),
                Jobs = jobs,
                Book = unit == SynthesisSubject.Edges ? RecipeBook.Few : RecipeBook.All,
                AreaSlack = unit == SynthesisSubject.Edges ? SynthesisOptions.NearlyEqual : 0,
            };
    }
}
