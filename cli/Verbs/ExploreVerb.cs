using System.CommandLine;
using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Space;
using MixPe.Flow.Explore.Store;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe explore.</summary>
internal sealed class ExploreVerb
{
    private readonly Argument<string> _space = new("SPACE")
    {
        Description = "YAML file: a design, the fields that vary, conditions, sampling; see docs/explore.md.",
        HelpName = "SPACE.yaml",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Directory of results.sqlite, points.csv and front.svg. Default: out/explore/NAME.",
        HelpName = "DIR",
    };

    private readonly Option<string?> _front = new("--front")
    {
        Description = "Two or three metrics, separated by commas, of the front that is shown. Default: those of the space.",
        HelpName = "A,B[,C]",
    };

    private readonly Option<bool> _fidelityOnly = new("--fidelity-only")
    {
        Description = "Synthesizes nothing: no area, delay or energy.",
    };

    private readonly Option<string> _library = new("--lib")
    {
        Description = $"{TargetLibrary.Osu018}, or the path of a Liberty file.",
        HelpName = "LIB",
        DefaultValueFactory = _ => new SynthesisOptions().Library,
    };

    private readonly Option<string> _recipes = new("--recipes")
    {
        Description = "all: the netlists of mixpe synth; few: a sixth of them, areas may come out larger.",
        HelpName = "all|few",
        DefaultValueFactory = _ => "all",
    };

    private readonly Option<string?> _model = new("--model")
    {
        Description = "The encoder's model.json, or synthetic for random layers. Default: that of make setup, else synthetic.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _retry = new("--retry")
    {
        Description = "Measures again what failed in a run before.",
    };

    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly LauncherArguments _launcher = new();
    private readonly Func<SynthesisStudy> _study;

    private ExploreVerb(Func<SynthesisStudy> study) => _study = study;

    /// <summary>Creates the verb.</summary>
    /// <param name="study">Makes the study of a library when the verb runs.</param>
    public static Verb Create(Func<SynthesisStudy> study)
    {
        ExploreVerb verb = new(study);
        Command command = new("explore", "Evaluates a space of designs, and shows which of them no other one beats.");
        command.Arguments.Add(verb._space);
        foreach (Option option in new Option[]
        {
            verb._out, verb._front, verb._fidelityOnly, verb._library, verb._recipes, verb._model, verb._retry, verb._json,
        }.Concat(verb._launcher.All))
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe explore examples/explore/w4.yaml --front sqnr_db,area_per_mac_um2");
    }

    private int Run(ParseResult parsed)
    {
        ExploreSpace space = SpaceLoader.Load(parsed.GetRequiredValue(_space));
        Settings settings = Check(parsed, space);
        using ProgressBar bar = new(parsed.InvocationConfiguration.Error);
        ExploreProgressLine line = new(bar);
        ILauncher launcher = _launcher.Create(parsed, space.Name, settings.Out, settings.Setup, line);

        // What is missing is told before anything is measured.
        launcher.Require();
        ExploreMeasures measures = ExploreMeasures.Open(settings.Setup, _study);
        Directory.CreateDirectory(settings.Out);
        ExploreReport report;
        using (ResultStore store = ResultStore.Open(Path.Combine(settings.Out, ExploreFiles.Store)))
        {
            try
            {
                RunOrigin origin = new(
                    measures.Layers, measures.Tools, measures.Tools.Length > 0 ? settings.Setup.Recipes : "", ToolVersion.Text,
                    DateTimeOffset.UtcNow);
                using StopSignals signals = new();
                bar.Report("looking for points");
                PointCatalogue catalogue = new(space);
                report = new ExploreRun(catalogue, measures.All, store).Run(
                    Samplers.Create(catalogue, signals.Token), settings.Front,
                    settings.Run with { Origin = origin, Launcher = launcher }, line, signals.Token);
            }
            catch (OperationCanceledException)
            {
                bar.Report("");
                parsed.InvocationConfiguration.Error.WriteLine("stopped; what is measured is kept, and the same command goes on");
                return ExitCode.Interrupted;
            }

            ExploreFiles.Write(settings.Out, report);
        }

        bar.Report("");
        ExploreOutput output = new(report, measures.Layers, measures.Tools, settings.Setup.Recipes == "few", settings.Out);
        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, output.Document());
        }
        else
        {
            output.Write(parsed.InvocationConfiguration.Output);
        }

        if (report.Own == 0)
        {
            parsed.InvocationConfiguration.Error.WriteLine(
                $"{space.Name}: no combination of the space is a point: its conditions and the rules of designs refuse all that was looked at");
            return ExitCode.BadInput;
        }

        return report.Failed == 0 ? ExitCode.Done : ExitCode.CheckFailed;
    }

    // All faults at once.
    private Settings Check(ParseResult parsed, ExploreSpace space)
    {
        List<string> faults = [];
        bool isFidelityOnly = parsed.GetValue(_fidelityOnly);
        string model = parsed.GetValue(_model) ?? LayerModel.Default;
        IReadOnlyList<Metric> byDefault = [Metrics.Sqnr, isFidelityOnly ? Metrics.WeightBits : Metrics.Density];
        IReadOnlyList<Metric> objectives = space.Metrics.Count > 0 ? space.Metrics : byDefault;
        IReadOnlyList<Metric> front = parsed.GetValue(_front) is { } asked ? FrontOf(asked, faults) : objectives;
        bool isSearch = space.Sampling.Method == SamplingMethod.Search;
        foreach ((string where, Metric metric) in front.Select(metric => (parsed.GetValue(_front) is null ? "metrics" : "--front", metric))
            .Concat(isSearch ? objectives.Select(metric => ("metrics", metric)) : []).Distinct())
        {
            if (isFidelityOnly && metric.Source == MetricSource.Hardware)
            {
                faults.Add($"{where}: {metric.Name}: with --fidelity-only it is not measured");
            }

            if (model == LayerModel.Synthetic && metric.IsOfSentences)
            {
                faults.Add($"{where}: {metric.Name}: the synthetic layers have no sentences");
            }
        }

        foreach (Option option in new Option[] { _library, _recipes })
        {
            if (isFidelityOnly && parsed.GetResult(option) is { Implicit: false })
            {
                faults.Add($"{option.Name}: with --fidelity-only it has to be left out");
            }
        }

        string recipes = parsed.GetRequiredValue(_recipes);
        if (!ExploreMeasures.Books.ContainsKey(recipes))
        {
            faults.Add($"--recipes: {recipes}: {string.Join(" or ", ExploreMeasures.Books.Keys)}");
        }

        _launcher.Check(parsed, faults);

        if (faults.Count > 0)
        {
            throw new InputException(string.Join(Environment.NewLine, faults));
        }

        string directory = parsed.GetValue(_out) ?? Path.Combine("out", "explore", space.Name);
        OutputPath.OfDirectory("--out", directory);
        string library = parsed.GetRequiredValue(_library);
        return new Settings(
            directory,
            new MeasureSetup(
                model == LayerModel.Synthetic ? model : Path.GetFullPath(model),
                isFidelityOnly,
                library == TargetLibrary.Osu018 ? library : Path.GetFullPath(library),
                recipes),
            front,
            new ExploreOptions(objectives) { Retry = parsed.GetValue(_retry) });
    }

    private static IReadOnlyList<Metric> FrontOf(string text, List<string> faults)
    {
        string[] names = text.Split(',', StringSplitOptions.TrimEntries);
        foreach (string name in names.Where(name => Metrics.Find(name) is null))
        {
            string hint = Spelling.Hint(name, Metrics.All.Select(metric => metric.Name));
            faults.Add($"--front: {name}: {(hint.Length > 0 ? hint : $"one of {string.Join(", ", Metrics.All.Select(metric => metric.Name))}")}");
        }

        if (names.Length is < 2 or > 3 || names.Distinct().Count() < names.Length)
        {
            faults.Add($"--front: {text}: two or three different metrics are wanted");
        }

        return [.. names.Select(Metrics.Find).OfType<Metric>()];
    }

    private sealed record Settings(string Out, MeasureSetup Setup, IReadOnlyList<Metric> Front, ExploreOptions Run);
}
