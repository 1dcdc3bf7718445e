using System.CommandLine;
using System.Globalization;
using MixPe.Flow.Formal;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>mixpe prove.</summary>
internal sealed class ProveVerb
{
    private const int MaxTimeout = 1_000_000;

    private readonly DesignArguments _design = new();
    private readonly Option<bool> _json = JsonOutput.CreateOption();
    private readonly Option<string?> _only = new("--only")
    {
        Description = "Only the proof of this name, or those with it in their names; several, separated by commas.",
        HelpName = "NAME",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Time limit of each proof.",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => 120,
    };

    private readonly Option<string?> _trace = new("--trace")
    {
        Description = "Directory for waveforms (VCD) of counterexamples. Default: out/prove/NAME.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _strict = new("--strict")
    {
        Description = "Exit code 1 also if a proof is only bounded or was skipped.",
    };

    private readonly Func<Design, RtlBundle> _generate;

    private ProveVerb(Func<Design, RtlBundle> generate) => _generate = generate;

    /// <summary>Creates the verb.</summary>
    /// <param name="generate">From a design to its bundle.</param>
    public static Verb Create(Func<Design, RtlBundle> generate)
    {
        var verb = new ProveVerb(generate);
        var command = new Command("prove", "Proves the design's RTL equal to its specification; see docs/proofs.md.");
        verb._design.AddTo(command);
        foreach (Option option in new Option[] { verb._only, verb._timeout, verb._trace, verb._strict, verb._json })
        {
            command.Options.Add(option);
        }

        command.SetAction(verb.Run);
        return new Verb(command, "mixpe prove mixpe-w4a8 --only mac --timeout 60");
    }

    private int Run(ParseResult parsed)
    {
        Design design = _design.Load(parsed);
        int seconds = parsed.GetValue(_timeout);
        if (seconds is < 1 or > MaxTimeout)
        {
            throw new InputException($"--timeout: {seconds}: 1 to {MaxTimeout} seconds are wanted");
        }

        string traces = OutputPath.OfDirectory(
            "--trace", parsed.GetValue(_trace) ?? Path.Combine("out", "prove", design.Name))!;
        IReadOnlyList<ProofReport> reports;
        using (ProgressBar bar = new(parsed.InvocationConfiguration.Error))
        {
            reports = new FormalProver(_generate).Run(
                design, parsed.GetValue(_only), TimeSpan.FromSeconds(seconds), traces, bar, bar);
        }

        if (parsed.GetValue(_json))
        {
            JsonOutput.Write(parsed, new { Design = design.Name, Proofs = reports.Select(Document) });
        }
        else
        {
            Print(parsed.InvocationConfiguration.Output, reports);
        }

        // What was asked for and neither proved nor bounded is no success.
        ProofReport[] asked = [.. reports.Where(report => report.IsAsked)];
        ProofReport[] left = [.. asked.Where(report => report.Outcome.Result != ProofResult.Proved)];
        string[] open = [.. left.Select(report => report.Name)];
        bool isShort = parsed.GetValue(_strict) && open.Length > 0;
        if (isShort)
        {
            parsed.InvocationConfiguration.Error.WriteLine(
                $"--strict: {open.Length} of {asked.Length} are not proved: {string.Join(", ", open)}");
        }

        return isShort
            || reports.Any(report => report.Outcome.Result == ProofResult.Refuted)
            || asked.All(report => report.Outcome.Result == ProofResult.Skipped)
            ? ExitCode.CheckFailed
            : ExitCode.Done;
    }

    private static object Document(ProofReport report) => new
    {
        Name = report.Name,
        Result = report.Outcome.Result,
        Depth = report.Outcome.Depth,
        Seconds = Math.Round(report.Seconds, 2),
        Method = report.Outcome.Method,
        Note = report.Outcome.Note,
        Counterexample = report.Outcome.Counterexample,
        Trace = report.Trace,
    };

    private static void Print(TextWriter output, IReadOnlyList<ProofReport> reports)
    {
        int width = reports.Max(report => report.Name.Length);
        foreach (ProofReport report in reports)
        {
            ProofOutcome outcome = report.Outcome;
            string result = outcome.Result == ProofResult.Bounded
                ? string.Create(CultureInfo.InvariantCulture, $"bounded to {outcome.Depth}")
                : outcome.Result.ToString().ToLowerInvariant();
            string depth = outcome.Depth == 0 ? "" : $", depth {outcome.Depth}";
            string note = outcome.Note is null ? "" : $" ({outcome.Note})";
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{report.Name.PadRight(width)}  {result,-13}  {report.Seconds,6:0.0} s  {outcome.Method}{depth}{note}"));
            foreach (string line in outcome.Counterexample)
            {
                output.WriteLine($"    {line}");
            }

            if (report.Trace is not null)
            {
                output.WriteLine($"    trace: {report.Trace}");
            }
        }

        output.WriteLine(string.Join(", ", Enum.GetValues<ProofResult>()
            .Select(result => (result, Count: reports.Count(report => report.Outcome.Result == result)))
            .Where(entry => entry.Count > 0)
            .Select(entry => $"{entry.Count} {entry.result.ToString().ToLowerInvariant()}")));
    }
}
