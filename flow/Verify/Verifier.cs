using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Verify.Corpus;
using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Icarus;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Runs the checks of a design: kept cases first, then every check by Verilator, a sample of each by Icarus
/// Verilog. A failure is shrunk, kept, and drawn as a waveform.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="build">Verilates.</param>
public sealed class Verifier(Func<Design, RtlBundle> generate, VerilatedBuild build)
{
    private static readonly BuildOptions Plain = new() { Optimization = OptimizationLevel.O1 };
    private static readonly TimeSpan ShrinkPatience = TimeSpan.FromSeconds(30);

    private Func<Design, RtlBundle> Generate { get; } = generate;

    private VerilatedBuild Build { get; } = build;

    /// <summary>The array that checks drive: few rows and columns show all that an array does and verilate in seconds.
    /// </summary>
    public static Design Small(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design with { Rows = Math.Min(design.Rows, 3), Columns = Math.Min(design.Columns, 2) };
    }

    /// <summary>Verifies a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">How much.</param>
    /// <param name="progress">Told the share that is done and what is being done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Sim.Processes.ToolException">A tool is missing or failed.</exception>
    /// <exception cref="CorpusException">A kept case cannot be read.</exception>
    public VerifyReport Run(
        Design design,
        VerifyOptions options,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var run = new Session(this, design, options, progress, cancellation);
        return run.Run();
    }

    /// <summary>Runs one kept case.</summary>
    /// <returns>What is wrong; null if all is right.</returns>
    /// <exception cref="CorpusException">The case no longer fits.</exception>
    public Mismatch? Replay(CorpusCase kept, string? waveform = null)
    {
        ArgumentNullException.ThrowIfNull(kept);
        UnitCheck check = UnitChecks.All.FirstOrDefault(check => check.Name == kept.Check)
            ?? throw new CorpusException($"no check is named '{kept.Check}'");
        var bench = new UnitBench(Generate(kept.LoadDesign()), Build, Plain with { Trace = waveform is not null });
        using VerilatedModel model = bench.Open(check, seed: 1);
        if (waveform is not null)
        {
            model.OpenTrace(waveform);
        }

        return StimulusRun.FirstMismatch(model, kept.Render(model.Layout));
    }

    private sealed class Session
    {
        private readonly Verifier _owner;
        private readonly VerifyOptions _options;
        private readonly Design _design;
        private readonly RtlBundle _bundle;
        private readonly UnitBench _bench;
        private readonly FunctionalCoverage _functional = new();
        private readonly ProgressTally _tally;
        private readonly CancellationToken _cancellation;
        private readonly Stopwatch _watch = Stopwatch.StartNew();

        public Session(
            Verifier owner,
            Design design,
            VerifyOptions options,
            IProgress<VerifyProgress>? progress,
            CancellationToken cancellation)
        {
            _owner = owner;
            _options = options;
            _design = design;
            _bundle = owner.Generate(Small(design));
            _bench = new UnitBench(_bundle, owner.Build, Plain);
            _tally = new ProgressTally(progress);
            _cancellation = cancellation;
        }

        private bool IsOver => _options.Budget is { } budget && _watch.Elapsed > budget;

        public VerifyReport Run()
        {
            List<CheckResult> results = [.. Kept()];
            UnitCheck[] checks =
            [
                .. UnitChecks.For(_bundle.Design, _options.Level).Where(check => _options.Only.Count == 0
                    || _options.Only.Any(start => check.Name.StartsWith(start, StringComparison.Ordinal))),
            ];
            Build(checks);
            _tally.Begin(checks.Length * 2);
            results.AddRange(Parallel(checks.SelectMany(check => new Func<CheckResult>[]
            {
                () => Check(check, _options.Seed), () => SecondSimulator(check),
            })));

            // A night is filled with the same checks from other seeds.
            for (int round = 1; _options is { Level: VerifyLevel.Nightly, Budget: not null } && !IsOver
                && results.All(result => result.Status != CheckStatus.Failed); round++)
            {
                int seed = _options.Seed + (round * 1_000_003);
                CheckResult[] more = Parallel(checks.Where(check => check.Space(_bundle.Design) == 0)
                    .Select(check => (Func<CheckResult>)(() => Check(check, seed))));
                results = [.. results.Select(result => Add(result, more))];
            }

            return new VerifyReport(_design, _options.Level, _options.Seed, results, _functional);
        }

        private static CheckResult Add(CheckResult result, IEnumerable<CheckResult> more) =>
            more.FirstOrDefault(other => other.Name == result.Name) is { Status: not CheckStatus.NotRun } other
                ? other with
                {
                    Cases = result.Cases + other.Cases,
                    Cycles = result.Cycles + other.Cycles,
                    Seconds = result.Seconds + other.Seconds,
                }
                : result;

        private CheckResult[] Parallel(IEnumerable<Func<CheckResult>> work)
        {
            var results = new ConcurrentDictionary<int, CheckResult>();
            var all = work.ToArray();
            System.Threading.Tasks.Parallel.For(
                0,
                all.Length,
                new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = _cancellation },
                i => results[i] = all[i]());
            return [.. Enumerable.Range(0, all.Length).Select(i => results[i])];
        }

        // Each unit once, before anything is timed.
        private void Build(IReadOnlyList<UnitCheck> checks)
        {
            var units = checks.DistinctBy(check => (check.Unit, check.Variant?.Name)).ToArray();
            int done = 0;
            System.Threading.Tasks.Parallel.ForEach(
                units,
                new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = _cancellation },
                check =>
                {
                    _tally.Step($"building {check.Unit}", (double)done / units.Length);
                    _bench.Library(check, null, _cancellation);
                    Interlocked.Increment(ref done);
                });
        }

        private IEnumerable<CheckResult> Kept()
        {
            var fields = CorpusCase.Fields(_bundle.Design);
            foreach (var (file, kept) in new CorpusFolder(_options.Corpus).Read())
            {
                if (!fields.All(field => kept.Design.TryGetValue(field.Key, out string? value) && value == field.Value))
                {
                    continue;
                }

                var watch = Stopwatch.StartNew();
                Mismatch? mismatch = _owner.Replay(kept);
                CheckFailure? failure = mismatch is null
                    ? null
                    : new CheckFailure(mismatch, 0, kept.Cycles.Count, file, null, Replay(file));
                yield return new CheckResult(
                    $"corpus/{Path.GetFileNameWithoutExtension(file)}", kept.Check.Split('/')[0],
                    failure is null ? CheckStatus.Passed : CheckStatus.Failed, 1, kept.Cycles.Count, 0,
                    watch.Elapsed.TotalSeconds, failure);
            }
        }

        private CheckResult Check(UnitCheck check, int seed)
        {
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
                if (Fault(check, stimulus, (ulong)seed) is { } mismatch)
                {
                    failure = Report(check, layout, scenario, mismatch, cases);
                    break;
                }

                cases += scenario.Cases;
                cycles += stimulus.Cycles;
                _tally.Step($"{check.Name}: {cases} cases");
            }

            _tally.Done();
            CheckStatus status = failure is null && cases > 0 ? CheckStatus.Passed
                : failure is null && isCut ? CheckStatus.NotRun
                : CheckStatus.Failed;

            // A space is whole only if no budget cut it, and if the level runs all of it.
            long space = check.Space(_bundle.Design);
            return new CheckResult(
                check.Name, check.Unit, status, cases, cycles, !isCut && cases >= space ? space : 0,
                watch.Elapsed.TotalSeconds, failure);
        }

        private CheckResult SecondSimulator(UnitCheck check)
        {
            var watch = Stopwatch.StartNew();
            string name = $"{check.Name}@icarus";
            if (IsOver)
            {
                return new CheckResult(name, check.Unit, CheckStatus.NotRun, 0, 0, 0, 0, null);
            }

            var run = new CheckRun(_bundle.Design, VerifyLevel.Quick, _options.Seed, new FunctionalCoverage());
            var sample = new IcarusSample(check, run, _options.Level);
            var (sources, top) = UnitBench.Text(_bundle, check);
            RecordLayout layout = _bench.Layout(check);
            Stimulus stimulus = sample.Draw(layout);
            _tally.Step(name);
            Mismatch? mismatch = IcarusBench.FirstMismatch(sources, top, stimulus, _cancellation);
            CheckFailure? failure = null;
            if (mismatch is not null)
            {
                string file = Keep(check, mismatch, stimulus.Slice(0, mismatch.Cycle + 1));
                failure = new CheckFailure(mismatch, 0, mismatch.Cycle + 1, file, null, Replay(file));
            }

            _tally.Done();
            long compared = stimulus.ComparedCycles;
            return new CheckResult(
                name, check.Unit, failure is null && compared > 0 ? CheckStatus.Passed : CheckStatus.Failed, compared,
                stimulus.Cycles, 0, watch.Elapsed.TotalSeconds, failure);
        }

        private Mismatch? Fault(UnitCheck check, Stimulus stimulus, ulong seed)
        {
            using VerilatedModel model = _bench.Open(check, seed);
            return StimulusRun.FirstMismatch(model, stimulus, _cancellation);
        }

        private CheckFailure Report(
            UnitCheck check, RecordLayout layout, IScenario scenario, Mismatch mismatch, long casesBefore)
        {
            _tally.Step($"{check.Name}: shrinking a failure");
            var shrinker = new ScenarioShrinker(
                layout, stimulus => Fault(check, stimulus, (ulong)_options.Seed), ShrinkPatience);
            var (small, seen) = shrinker.Shrink(scenario, mismatch);
            Stimulus stimulus = small.Render(layout);
            if (layout.Clock is not null)
            {
                stimulus = stimulus.Slice(0, seen.Cycle + 1);
            }

            string file = Keep(check, seen, stimulus);
            Directory.CreateDirectory(_options.Output);
            string waveform = Path.Combine(_options.Output, Path.GetFileNameWithoutExtension(file) + ".fst");
            _owner.Replay(CorpusCase.Parse(File.ReadAllText(file), file), waveform);
            return new CheckFailure(seen, casesBefore, stimulus.Cycles, file, waveform, Replay(file));
        }

        private string Keep(UnitCheck check, Mismatch mismatch, Stimulus stimulus) =>
            new CorpusFolder(_options.Corpus).Add(CorpusCase.Of(check, _bundle.Design, mismatch, stimulus));

        private string Replay(string file) => $"{_options.Command} --replay {file}";
    }
}
