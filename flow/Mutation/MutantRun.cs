using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Mutation.Equivalence;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Flow.Mutation;

/// <summary>Runs mutants against checks until each is found, proved equivalent, or nothing is left to run.</summary>
internal sealed class MutantRun
{
    // Scenarios that find nothing before proofs are tried.
    private const int IdleScenarios = 3;

    private readonly MutantBench _unit;
    private readonly IReadOnlyList<MutantStage> _more;
    private readonly SurvivorProofs _proofs;
    private readonly MutationOptions _options;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _count;
    private readonly List<Mutant> _alive;
    private readonly List<MutantResult> _results = [];
    private readonly Stopwatch _proving = new();

    /// <summary>A run.</summary>
    /// <param name="unit">The mutable unit.</param>
    /// <param name="more">Where its mutants run after that.</param>
    /// <param name="proofs">Proves survivors equivalent.</param>
    /// <param name="mutants">The mutants.</param>
    /// <param name="options">Seed, level and jobs.</param>
    /// <param name="progress">Told the share of mutants that is done with.</param>
    /// <param name="cancellation">Stops between mutants.</param>
    public MutantRun(
        MutantBench unit,
        IReadOnlyList<MutantStage> more,
        SurvivorProofs proofs,
        IReadOnlyList<Mutant> mutants,
        MutationOptions options,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        _unit = unit;
        _more = more;
        _proofs = proofs;
        _options = options;
        _progress = progress;
        _cancellation = cancellation;
        _count = mutants.Count;
        _alive = [.. mutants];
    }

    /// <summary>Time spent on proofs.</summary>
    public double ProofSeconds => _proving.Elapsed.TotalSeconds;

    /// <summary>Runs.</summary>
    /// <param name="design">The design; the checks draw from it.</param>
    /// <returns>What became of every mutant, by number.</returns>
    /// <exception cref="MutationException">The unit as it is fails a check.</exception>
    public IReadOnlyList<MutantResult> Run(Design design)
    {
        var run = new CheckRun(design, _options.Level, _options.Seed, new FunctionalCoverage());
        RequireRight(run);
        Run(run, _unit, isProving: true);
        foreach (MutantStage stage in _more)
        {
            if (_alive.Any(stage.Has) && stage.Open() is { } bench)
            {
                Run(run, bench, isProving: false);
            }
        }

        IReadOnlyList<MutantResult> left = Prove(_options.ProofLimit);
        return [.. _results.Concat(left).OrderBy(result => result.Mutant.Id)];
    }

    // The unit as it is passes all of its checks: a score of one that does not says nothing.
    private void RequireRight(CheckRun run) => SideBySide.ForEach(
        Scenarios(run, _unit.Checks),
        _options.Jobs,
        one => RequireRight(
            _unit.Library, one.Check, one.Number, one.Scenario.Render(_unit.Library.Layout), (ulong)_options.Seed),
        _cancellation);

    private void RequireRight(
        VerilatedLibrary library, UnitCheck check, int number, Stimulus stimulus, ulong seed)
    {
        if (FirstMismatch(library, MutantActivation.None, stimulus, seed) is { } wrong)
        {
            throw new MutationException(
                $"{library.Layout.Module.Unit} without a mutation fails {check.Name}, scenario {number}: {wrong}");
        }
    }

    private void Run(CheckRun run, MutantBench bench, bool isProving)
    {
        int idle = 0;
        foreach (var (check, scenario, number) in Scenarios(run, bench.Checks))
        {
            Mutant[] mutants = [.. _alive.Where(mutant => bench.Activation(mutant) is not null)];
            if (mutants.Length == 0)
            {
                return;
            }

            ulong seed = (ulong)run.Random($"{check.Name}/registers", number).NextInt64();
            int found = Give(bench, mutants, check, scenario, number, seed);
            idle += found == 0 ? 1 : 0;
            if (isProving && found == 0 && idle == IdleScenarios)
            {
                // What they leave is mostly equivalent; a short proof is cheaper than all the other scenarios.
                Prove(_options.FirstProofLimit);
            }
        }
    }

    // A scenario of every check in turn: neighbours of one check are alike. Drawn when it is their turn: all of them at
    // once would fill the memory.
    private static IEnumerable<(UnitCheck Check, IScenario Scenario, int Number)> Scenarios(
        CheckRun run, IReadOnlyList<UnitCheck> checks)
    {
        List<(UnitCheck Check, IEnumerator<IScenario> Scenarios)> left =
            [.. checks.Select(check => (check, check.Draw(run).GetEnumerator()))];
        for (int number = 0; left.Count > 0; number++)
        {
            left.RemoveAll(one => !one.Scenarios.MoveNext());
            foreach (var (check, scenarios) in left)
            {
                yield return (check, scenarios.Current, number);
            }
        }
    }

    private int Give(
        MutantBench bench,
        IReadOnlyList<Mutant> mutants,
        UnitCheck check,
        IScenario scenario,
        int number,
        ulong seed)
    {
        // Rendered once for all mutants: the golden model is slower than they are.
        Stimulus stimulus = scenario.Render(bench.Library.Layout);
        RequireRight(bench.Library, check, number, stimulus, seed);
        ConcurrentBag<MutantResult> found = [];
        void One(Mutant mutant)
        {
            if (FirstMismatch(bench.Library, bench.Activation(mutant)!, stimulus, seed) is { } mismatch)
            {
                found.Add(new MutantResult(
                    mutant, MutantFate.Killed, check.Name, number, mismatch.Cycle, mismatch.Message));
            }
        }

        SideBySide.ForEach(mutants, _options.Jobs, One, _cancellation);
        Finish(found);
        return found.Count;
    }

    // What is left without a proof stays alive; it is handed back.
    private IReadOnlyList<MutantResult> Prove(TimeSpan limit)
    {
        _proving.Start();
        IReadOnlyList<MutantResult> results = _proofs.Run(_alive, limit, _cancellation);
        _proving.Stop();
        Finish(results.Where(result => result.Fate == MutantFate.Equivalent));
        return [.. results.Where(result => result.Fate == MutantFate.Survived)];
    }

    private void Finish(IEnumerable<MutantResult> results)
    {
        int before = _results.Count;
        _results.AddRange(results);
        HashSet<int> gone = [.. _results.Skip(before).Select(result => result.Mutant.Id)];
        _alive.RemoveAll(mutant => gone.Contains(mutant.Id));
        _progress?.Report((double)_results.Count / _count);
    }

    private Mismatch? FirstMismatch(
        VerilatedLibrary library, MutantActivation activation, Stimulus stimulus, ulong seed)
    {
        using VerilatedModel model = library.Create(seed);
        foreach (var (port, _, value) in activation.Ports)
        {
            model.Poke(port, value);
        }

        return StimulusRun.FirstMismatch(model, stimulus, _cancellation);
    }
}
