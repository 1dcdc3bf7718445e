using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using MixPe.Flow.Gemm;
using MixPe.Flow.Regress;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe regress.</summary>
internal sealed class RegressVerb
{
    private const int ShownReasons = 20;

    private readonly Argument<string> _suite = new("SUITE")
    {
        Description = "YAML file: commands by designs by levels by seeds; see docs/regress.md.",
        HelpName = "SUITE.yaml",
    };

    private readonly Option<string?> _budget = new("--budget")
    {
        Description = "Time of the whole run, as 90s, 30m or 1h30m: no task starts after it. Default: no limit.",
        HelpName = "TIME",
    };

    private readonly Option<bool> _resume = new("--resume")
    {
        Description = "Goes on with a run that was killed or ran out of time: what is finished is not run again.",
    };

    private readonly Option<string?> _out = new("--out")
    {
        Description = "Directory of state, reports and history. Default: out/regress/NAME.",
        HelpName = "DIR",
    };

    private readonly Option<int> _jobs = new("--jobs")
    {
        Description = "Processes at a time.",
        HelpName = "N",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private readonly Option<string?> _badge = new("--badge")
    {
        Description = "Badge to draw from the run's figures; they go into a JSON file beside it.",
        HelpName = "FILE.svg",
    };

    private readonly Option<bool> _json = JsonOutput.CreateOption();

    /// <summary>Creates the verb.</summary>
    public static Verb Create()
    {
        RegressVerb verb = new();
        Command command = new("regress", "Runs a suite of checks over designs, levels and seeds, and reports on it.");
        command.Arguments.Add(verb._suite);
        foreach (Option option in new Option[]
        {
            verb._budget, verb._resume, verb._out, verb._jobs, verb._badge, verb._json,
        })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe regress nightly.yaml --budget 30m --resume");
    }

    private int Run(ParseResult parsed)
    {
        RegressSuite suite = SuiteLoader.Load(parsed.GetRequiredValue(_suite), ToolIdentity());
        RegressOptions options = Options(parsed, suite);
        string? badge = OutputPath.OfFile("--badge", parsed.GetValue(_badge));
        if (badge is not null && Path.GetExtension(badge) != ".svg")
        {
            throw new InputException($"--badge: {badge}: the name of an .svg file is wanted");
        }

        RunReports.Refuse(options.Out);
        RunResult result = RunSuite(parsed, suite, options);
        RunSummary summary = RunSummary.Of(result, options.Commit);
        RunReports.Write(options.Out, summary);
        if (badge is not null)
        {
            Badge.Write(badge, summary);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, summary);
        }
        else
        {
            Print(parsed.InvocationConfiguration.Output, summary, options.Out);
        }

        return summary.IsStopped ? ExitCode.Interrupted
            : summary.IsGood ? ExitCode.Done
            : ExitCode.CheckFailed;
    }

    private static RunResult RunSuite(ParseResult parsed, RegressSuite suite, RegressOptions options)
    {
        SelfCommand self = SelfCommand.Find(
            ToolVersion.Name, typeof(CommandLineApp).Assembly.Location, Environment.ProcessPath);
        using CancellationTokenSource stop = new();
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using ProgressBar bar = new(parsed.InvocationConfiguration.Error);
        return new RegressRun(new TaskProcess(self, Path.Combine(options.Out, "tasks")).RunAsync)
            .RunAsync(suite, options, new RegressProgressLine(bar), stop.Token).GetAwaiter().GetResult();

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
    }

    private RegressOptions Options(ParseResult parsed, RegressSuite suite)
    {
        string? text = parsed.GetValue(_budget);
        TimeSpan? budget = text is null ? null
            : Duration.Parse(text) ?? throw new InputException($"--budget: {text}: {Duration.Rule}");
        int jobs = parsed.GetValue(_jobs);
        if (jobs is < 1 or > 1024)
        {
            throw new InputException($"--jobs: {jobs}: an integer from 1 to 1024");
        }

        string directory = parsed.GetValue(_out) ?? Path.Combine("out", "regress", suite.Name);
        OutputPath.OfDirectory("--out", directory);
        if (File.Exists(directory))
        {
            throw new InputException($"--out: {directory}: a file is there, and reports need a directory");
        }

        return new RegressOptions(directory)
        {
            Budget = budget,
            Resume = parsed.GetValue(_resume),
            Jobs = jobs,
            Commit = Checkout.Commit(Path.GetDirectoryName(Path.GetFullPath(suite.File))!),
        };
    }

    // Two versions of the tool in one run would be neither's figures. A build's id changes with its code alone.
    private static string ToolIdentity() => string.Join(' ', new[]
    {
        typeof(CommandLineApp), typeof(RegressRun), typeof(Sim.Build.VerilatedBuild), typeof(RtlBundle),
        typeof(Model.Formats.NumberFormat),
    }.Select(type => type.Module.ModuleVersionId));

    private static void Print(TextWriter output, RunSummary summary, string directory)
    {
        foreach (SummaryTask task in summary.Results.Where(task => task.Result == TaskEnd.Failed).Take(ShownReasons))
        {
            output.WriteLine($"failed: {task.Id}: {task.Reason.Split('\n')[0]}");
            output.WriteLine($"  {task.Replay}");
        }

        foreach (SummaryTask task in summary.Results.Where(task => task.Result == TaskEnd.NotRun).Take(ShownReasons))
        {
            output.WriteLine($"not run: {task.Id}: {task.Reason}");
        }

        if (summary.NotRun > ShownReasons)
        {
            output.WriteLine($"not run: {summary.NotRun - ShownReasons} more, in summary.json");
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Suite}: {summary.Tasks} tasks: {summary.Passed} passed, {summary.Failed} failed, {summary.NotRun} not run"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {summary.Cases} cases in {summary.Seconds:F1} s ({summary.CasesPerSecond:F0} a second), {summary.Failures} failures"));
        if (summary.Proofs is { Proved: > 0 } or { Bounded: > 0 } or { Refuted: > 0 } or { Skipped: > 0 })
        {
            output.WriteLine(
                $"  proofs: {summary.Proofs.Proved} proved, {summary.Proofs.Bounded} bounded, {summary.Proofs.Refuted} refuted, "
                + $"{summary.Proofs.Skipped} skipped");
        }

        if (summary.Mutation.Mutants > 0)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  mutants: {summary.Mutation.Killed} of {summary.Mutation.Mutants} killed, {summary.Mutation.Equivalent} equivalent, score {summary.Mutation.Score:P2}"));
        }

        output.WriteLine($"  reports in {directory}");
        if (summary.IsStopped)
        {
            output.WriteLine("  stopped: --resume goes on with it");
        }
    }
}
