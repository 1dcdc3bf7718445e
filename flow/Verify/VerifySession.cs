using System.Diagnostics;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify.Corpus;
using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Runners;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>One run of a <see cref="Verifier"/>.</summary>
internal sealed class VerifySession : IDisposable
{
    private const int AssertionMargin = 3;
    private static readonly TimeSpan ShrinkPatience = TimeSpan.FromSeconds(30);

    private readonly Verifier _verifier;
    private readonly RtlBundle _bundle;
    private readonly VerilatedBuild _build;
    private readonly VerifyOptions _options;
    private readonly UnitBench _bench;
    private readonly VerilatorRunner _verilator;
    private readonly IStimulusRunner[] _others;
    private readonly FunctionalCoverage _functional = new();
    private readonly ProgressTally _tally;
    private readonly CancellationToken _cancellation;
    private readonly CancellationTokenSource _budget;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    public VerifySession(
        Verifier verifier,
        RtlBundle bundle,
        VerilatedBuild build,
        VerifyOptions options,
        IProgress<VerifyProgress>? progress,
        CancellationToken cancellation)
    {
        _verifier = verifier;
        _bundle = bundle;
        _build = build;
        _options = options;
        _bench = new UnitBench(bundle, build, Verifier.Plain);
        _verilator = new VerilatorRunner(_bench);
        _others = [new IcarusRunner(bundle), new YosysRunner(bundle, build)];
        _tally = new ProgressTally(progress);
        _cancellation = cancellation;
        _budget = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (options.Budget is { } budget)
        {
            _budget.CancelAfter(budget);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _budget.Dispose();

    private bool IsOver => _options.Budget is { } budget && _watch.Elapsed > budget;

    /// <summary>Runs everything.</summary>
    /// <param name="design">The design as the user wrote it.</param>
    public VerifyReport Run(Design design)
    {
        ILookup<bool, CorpusCase> kept = new CorpusFolder(_options.Corpus).Read(_bundle, _verifier.Generate)
            .ToLookup(one => one.IsOf, one => one.Case);
        List<CheckResult> results = [.. kept[true].Select(Kept)];
        UnitCheck[] checks =
        [
            .. UnitChecks.For(_bundle.Design, _options.Level).Where(check => _options.Only.Count == 0
                || _options.Only.Any(start => check.Name.StartsWith(start, StringComparison.Ordinal))),
        ];
        Build(checks);
        Func<CheckResult>[] work = [.. checks.SelectMany(Work)];
        _tally.Begin(work.Length);
        results.AddRange(Run(work));

        // Before the night is filled: that takes all the time that there is.
        bool isClean = results.All(result => result.Status != CheckStatus.Failed);
        StructuralCoverage? structural = _options.HasStructuralCoverage && isClean ? Count() : null;
        bool isCut = results.Any(result => result.Status == CheckStatus.NotRun)
            || (_options.HasStructuralCoverage && isClean && structural is null);

        // A night is filled with the same checks from other seeds.
        UnitCheck[] random = [.. checks.Where(check => check.Space(_bundle.Design) == 0)];
        for (int round = 1; _options is { Level: VerifyLevel.Nightly, Budget: not null } && !IsOver && random.Length > 0
            && results.All(result => result.Status != CheckStatus.Failed); round++)
        {
            int seed = _options.Seed + (round * 1_000_003);
            CheckResult[] more = Run([.. random.Select(check => (Func<CheckResult>)(() => Check(check, seed)))]);
            results = [.. results.Select(result => Add(result, more))];
        }

        return new VerifyReport(design, _options.Level, _options.Seed, results, _functional, structural)
        {
            KeptElsewhere = [.. kept[false].Select(one => one.File)],
            IsCut = isCut,
        };
    }

    // Lines and toggles; null if the budget ends before they are counted.
    private StructuralCoverage? Count()
    {
        try
        {
            return new StructuralRun(_bundle, _build).Run(_options.Seed, _tally, _budget.Token);
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    // The array's control is what its parameters make of it, so it is read by Yosys at every level, the other units at
    // the higher ones.
    private IEnumerable<Func<CheckResult>> Work(UnitCheck check) =>
    [
        () => Check(check, _options.Seed),
        .. _others.Where(runner => IsRead(check, runner))
            .Select(runner => (Func<CheckResult>)(() => Sample(check, runner))),
    ];

    private bool IsRead(UnitCheck check, IStimulusRunner runner) =>
        runner is not YosysRunner || _options.Level > VerifyLevel.Quick || check.Unit == "array";

    // A round that the budget cut has found nothing wrong as far as it went.
    private static CheckResult Add(CheckResult result, IEnumerable<CheckResult> more) =>
        more.FirstOrDefault(other => other.Name == result.Name) is { } other
            ? other with
            {
                Status = other.Status == CheckStatus.NotRun ? result.Status : other.Status,
                Cases = result.Cases + other.Cases,
                Cycles = result.Cycles + other.Cycles,
                Seconds = result.Seconds + other.Seconds,
            }
            : result;

    private CheckResult[] Run(Func<CheckResult>[] work) =>
        SideBySide.Select(work, _options.Jobs, one => one(), _cancellation);

    // Each unit once, before anything is timed. What a budget cuts off is found out by the checks.
    private void Build(IReadOnlyList<UnitCheck> checks)
    {
        UnitCheck[] units = [.. checks.DistinctBy(check => (check.Unit, check.Variant?.Name))];
        int done = 0;
        void One(UnitCheck check)
        {
            _tally.Step($"building {check.Unit}", (double)done / units.Length);
            Prepare(_verilator, check);
            Interlocked.Increment(ref done);
        }

        SideBySide.ForEach(units, _options.Jobs, One, _cancellation);
    }

    // True if it was built within the budget.
    private bool Prepare(IStimulusRunner runner, UnitCheck check)
    {
        if (IsOver)
        {
            return false;
        }

        try
        {
            runner.Prepare(check, _budget.Token);
            return true;
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            return false;
        }
    }

    private CheckResult Kept(CorpusCase kept)
    {
        var watch = Stopwatch.StartNew();
        CheckFailure? failure = _verifier.Replay(kept, cancellation: _cancellation) is { } mismatch
            ? new CheckFailure(mismatch, 0, kept.Cycles.Count, kept.File, null, Replay(kept.File))
            : null;
        return new CheckResult(
            $"corpus/{Path.GetFileNameWithoutExtension(kept.File)}", kept.Check.Split('/')[0],
            failure is null ? CheckStatus.Passed : CheckStatus.Failed, 1, kept.Cycles.Count, 0,
            watch.Elapsed.TotalSeconds, failure);
    }

    private static CheckResult NotRun(string name, UnitCheck check) =>
        new(name, check.Unit, CheckStatus.NotRun, 0, 0, 0, 0, null);

    private CheckResult Check(UnitCheck check, int seed)
    {
        if (IsOver)
        {
            return NotRun(check.Name, check);
        }

        var watch = Stopwatch.StartNew();
        long cases = 0;
        long cycles = 0;
        RecordLayout layout = _bench.Layout(check);
        CheckFailure? failure = null;
        bool isCut = false;
        var run = new CheckRun(_bundle.Design, _options.Level, seed, _functional);
        foreach (IScenario scenario in check.Draw(run))
        {
            if (IsOver)
            {
                isCut = true;
                break;
            }

            Stimulus stimulus = scenario.Render(layout);
            if (_verilator.Run(check, stimulus, (ulong)seed, _cancellation) is { } mismatch)
            {
                failure = Report(check, layout, scenario, mismatch, cases, seed);
                break;
            }

            cases += scenario.Cases;
            cycles += stimulus.Cycles;
            _tally.Step($"{check.Name}: {cases} cases");
        }

        _tally.Done();
        CheckStatus status = failure is null && isCut ? CheckStatus.NotRun
            : failure is null && cases > 0 ? CheckStatus.Passed
            : CheckStatus.Failed;

        // A space is whole only if no budget cut it, and if the level runs all of it.
        long space = check.Space(_bundle.Design);
        return new CheckResult(
            check.Name, check.Unit, status, cases, cycles, !isCut && cases >= space ? space : 0,
            watch.Elapsed.TotalSeconds, failure);
    }

    private CheckResult Sample(UnitCheck check, IStimulusRunner runner)
    {
        string name = check.Name + runner.Suffix;
        _tally.Step(name);
        if (!Prepare(runner, check))
        {
            return NotRun(name, check);
        }

        var watch = Stopwatch.StartNew();
        var run = new CheckRun(_bundle.Design, VerifyLevel.Quick, _options.Seed, new FunctionalCoverage());
        var (stimulus, cases) = new ScenarioSample(check, run, _options.Level).Draw(_bench.Layout(check));
        CheckFailure? failure = null;
        Mismatch? seen;
        try
        {
            seen = runner.Run(check, stimulus, (ulong)_options.Seed, _budget.Token);
        }
        catch (OperationCanceledException) when (!_cancellation.IsCancellationRequested)
        {
            return NotRun(name, check);
        }

        if (seen is { } mismatch)
        {
            // A case compares something, and an assertion may fail before anything is.
            Stimulus small = _bench.Layout(check).Clock is null
                ? stimulus.Slice(mismatch.Cycle, 1)
                : stimulus.Slice(0, Math.Min(stimulus.Cycles, mismatch.Cycle + AssertionMargin));
            CorpusCase kept = Keep(check.Name + runner.Suffix, mismatch, small, _options.Seed);
            failure = new CheckFailure(mismatch, 0, small.Cycles, kept.File, null, Replay(kept.File));
        }

        _tally.Done();
        return new CheckResult(
            name, check.Unit, failure is null && cases > 0 ? CheckStatus.Passed : CheckStatus.Failed,
            failure is null ? cases : 0, stimulus.Cycles, 0, watch.Elapsed.TotalSeconds, failure);
    }

    private CheckFailure Report(
        UnitCheck check, RecordLayout layout, IScenario scenario, Mismatch mismatch, long casesBefore, int seed)
    {
        _tally.Step($"{check.Name}: shrinking a failure");
        var shrinker = new ScenarioShrinker(
            layout, stimulus => _verilator.Run(check, stimulus, (ulong)seed, _cancellation), ShrinkPatience);
        var (small, seen) = shrinker.Shrink(scenario, mismatch);
        Stimulus stimulus = small.Render(layout);
        if (layout.Clock is not null)
        {
            stimulus = stimulus.Slice(0, seen.Cycle + 1);
        }

        CorpusCase kept = Keep(check.Name, seen, stimulus, seed);
        Directory.CreateDirectory(_options.Output);
        string waveform = Path.Combine(_options.Output, Path.GetFileNameWithoutExtension(kept.File) + ".fst");
        _verifier.Replay(CorpusCase.Read(kept.File), waveform, _cancellation);
        return new CheckFailure(seen, casesBefore, stimulus.Cycles, kept.File, waveform, Replay(kept.File));
    }

    private CorpusCase Keep(string check, Mismatch mismatch, Stimulus stimulus, int seed) =>
        new CorpusFolder(_options.Corpus).Add(CorpusCase.Of(check, _bundle.Design, mismatch, stimulus, (ulong)seed));

    private string Replay(string file) => $"{_options.Command} --replay {ShellWord.Of(file)}";
}
