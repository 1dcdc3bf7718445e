using System.Collections.Concurrent;
using System.Diagnostics;
using MixPe.Flow.Mutation.Equivalence;
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

    private readonly VerilatedLibrary _library;
    private readonly SurvivorProofs _proofs;
    private readonly MutationOptions _options;
    private readonly IProgress<double>? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _count;
    private readonly List<Mutant> _alive;
    private readonly List<MutantResult> _results = [];
    private readonly Stopwatch _proving = new();

    /// <summary>A run.</summary>
    /// <param name="library">The mutable unit.</param>
    /// <param name="proofs">Proves survivors equivalent.</param>
    /// <param name="mutants">The mutants.</param>
    /// <param name="options">Seed, level and jobs.</param>
    /// <param name="progress">Told the share of mutants that is done with.</param>
    /// <param name="cancellation">Stops between mutants.</param>
    public MutantRun(
        VerilatedLibrary library,
        SurvivorProofs proofs,
        IReadOnlyList<Mutant> mutants,
        MutationOptions options,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        _library = library;
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
    /// <param name="checks">Checks of the unit.</param>
    /// <returns>What became of every mutant, by number.</returns>
    /// <exception cref="MutationException">The unit as it is fails a check.</exception>
    public IReadOnlyList<MutantResult> Run(Design design, IReadOnlyList<UnitCheck> checks)
    {
        var run = new CheckRun(design, _options.Level, _options.Seed, new FunctionalCoverage());
        var scenarios = checks.SelectMany(check =>
            check.Draw(run).Select((scenario, number) => (Check: check, Scenario: scenario, Number: number))).ToArray();

        // Neighbours are alike: in another order the first few find nearly all that can be found.
        new Random(_options.Seed).Shuffle(scenarios);
        int idle = 0;
        foreach (var (check, scenario, number) in scenarios)
        {
            if (_alive.Count == 0)
            {
                break;
            }

            int before = _alive.Count;
            Give(check, scenario, number, (ulong)run.Random($"{check.Name}/registers", number).NextInt64());
            idle += before == _alive.Count ? 1 : 0;
            if (before == _alive.Count && idle == IdleScenarios)
            {
                // What they leave is mostly equivalent; a short proof is cheaper than all the other scenarios.
                Prove(_options.FirstProofLimit);
            }
        }

        IReadOnlyList<MutantResult> left = Prove(_options.ProofLimit);
        return [.. _results.Concat(left).OrderBy(result => result.Mutant.Id)];
    }

    private void Give(UnitCheck check, IScenario scenario, int number, ulong seed)
    {
        // Rendered once for all mutants: the golden model is slower than they are.
        Stimulus stimulus = scenario.Render(_library.Layout);
        if (FirstMismatch(MutantActivation.None, stimulus, seed) is { } wrong)
        {
            throw new MutationException(
                $"{_library.Layout.Module.Unit} without a mutation fails {check.Name}, scenario {number}: {wrong}");
        }

        ConcurrentBag<MutantResult> found = [];
        Parallel.ForEach(
            _alive,
            new ParallelOptions { MaxDegreeOfParallelism = _options.Jobs, CancellationToken = _cancellation },
            mutant =>
            {
                if (FirstMismatch(mutant.Activation, stimulus, seed) is { } mismatch)
                {
                    found.Add(new MutantResult(
                        mutant, MutantFate.Killed, check.Name, number, mismatch.Cycle, mismatch.Message));
                }
            });
        Finish(found);
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

    private Mismatch? FirstMismatch(MutantActivation activation, Stimulus stimulus, ulong seed)
    {
        using VerilatedModel model = _library.Create(seed);
        foreach (var (port, _, value) in activation.Ports)
        {
            model.Poke(port, value);
        }

        return StimulusRun.FirstMismatch(model, stimulus, _cancellation);
    }
}
