using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Mutation.Equivalence;
using MixPe.Flow.Mutation.Netlists;
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
    private readonly ContainedUnits _contained;
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
    /// <param name="contained">The modules in it.</param>
    /// <param name="proofs">Proves survivors equivalent.</param>
    /// <param name="mutants">The mutants.</param>
    /// <param name="options">Seed, level and jobs.</param>
    /// <param name="progress">Told the share of mutants that is done with.</param>
    /// <param name="cancellation">Stops between mutants.</param>
    public MutantRun(
        MutantBench unit,
        ContainedUnits contained,
        SurvivorProofs proofs,
        IReadOnlyList<Mutant> mutants,
        MutationOptions options,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        _unit = unit;
        _contained = contained;
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
        Run(run, _unit, _ => true, isProving: true);
        foreach (NetModule module in _contained.Modules)
        {
            if (_alive.Any(mutant => _contained.Has(module, mutant)) && _contained.Bench(module) is { } bench)
            {
                Run(run, bench, mutant => _contained.Has(module, mutant), isProving: false);
            }
        }

        IReadOnlyList<MutantResult> left = Prove(_options.ProofLimit);
        return [.. _results.Concat(left).OrderBy(result => result.Mutant.Id)];
    }

    private void Run(CheckRun run, MutantBench bench, Func<Mutant, bool> has, bool isProving)
    {
        int idle = 0;
        foreach (var (check, scenario, number) in Scenarios(run, bench.Checks))
        {
            Mutant[] mutants = [.. _alive.Where(has)];
            if (mutants.Length == 0)
            {
                return;
            }

            ulong seed = (ulong)run.Random($"{check.Name}/registers", number).NextInt64();
            int found = Give(bench.Library, mutants, check, scenario, number, seed);
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
        VerilatedLibrary library,
        IReadOnlyList<Mutant> mutants,
        UnitCheck check,
        IScenario scenario,
        int number,
        ulong seed)
    {
        // Rendered once for all mutants: the golden model is slower than they are.
        Stimulus stimulus = scenario.Render(library.Layout);
        if (FirstMismatch(library, MutantActivation.None, stimulus, seed) is { } wrong)
        {
            throw new MutationException(
                $"{library.Layout.Module.Unit} without a mutation fails {check.Name}, scenario {number}: {wrong}");
        }

        ConcurrentBag<MutantResult> found = [];
        Parallel.ForEach(
            mutants,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = _cancellation },
            mutant =>
            {
                if (FirstMismatch(library, mutant.Activation, stimulus, seed) is { } mismatch)
                {
                    found.Add(new MutantResult(
                        mutant, MutantFate.Killed, check.Name, number, mismatch.Cycle, mismatch.Message));
                }
            });
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
