using System.Collections.Concurrent;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Flow.Mutation;

/// <summary>Runs mutants against checks until each is found or nothing is left to run.</summary>
/// <param name="library">The mutable unit.</param>
/// <param name="options">Seed, level and jobs.</param>
internal sealed class MutantRun(VerilatedLibrary library, MutationOptions options)
{
    /// <summary>The mutants that a check found.</summary>
    /// <param name="design">The design; the checks draw from it.</param>
    /// <param name="checks">Checks of the unit.</param>
    /// <param name="mutants">The mutants.</param>
    /// <param name="progress">Told the share of mutants that is found.</param>
    /// <param name="cancellation">Stops between mutants.</param>
    /// <exception cref="MutationException">The unit as it is fails.</exception>
    public IReadOnlyList<MutantResult> Killed(
        Design design,
        IReadOnlyList<UnitCheck> checks,
        IReadOnlyList<Mutant> mutants,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        var run = new CheckRun(design, options.Level, options.Seed, new FunctionalCoverage());
        List<Mutant> alive = [.. mutants];
        List<MutantResult> killed = [];
        foreach (var (check, scenario, number) in checks.SelectMany(check =>
            check.Draw(run).Select((scenario, number) => (check, scenario, number))))
        {
            if (alive.Count == 0)
            {
                break;
            }

            // Rendered once: the golden model is slower than the mutants.
            Stimulus stimulus = scenario.Render(library.Layout);
            ulong seed = (ulong)run.Random($"{check.Name}/registers", number).NextInt64();
            RequireRight(check, number, stimulus, seed, cancellation);
            ConcurrentBag<MutantResult> found = [];
            Parallel.ForEach(
                alive,
                new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellation },
                mutant =>
                {
                    if (Run(mutant.Activation, stimulus, seed, cancellation) is { } mismatch)
                    {
                        found.Add(new MutantResult(
                            mutant, MutantFate.Killed, check.Name, number, mismatch.Cycle, mismatch.Message));
                    }
                });
            killed.AddRange(found);
            HashSet<int> gone = [.. found.Select(result => result.Mutant.Id)];
            alive.RemoveAll(mutant => gone.Contains(mutant.Id));
            progress?.Report((double)killed.Count / mutants.Count);
        }

        return killed;
    }

    private void RequireRight(
        UnitCheck check, int number, Stimulus stimulus, ulong seed, CancellationToken cancellation)
    {
        if (Run(MutantActivation.None, stimulus, seed, cancellation) is { } mismatch)
        {
            throw new MutationException(
                $"{library.Layout.Module.Unit} without a mutation fails {check.Name}, scenario {number}: {mismatch}");
        }
    }

    private Mismatch? Run(
        MutantActivation activation, Stimulus stimulus, ulong seed, CancellationToken cancellation)
    {
        using VerilatedModel model = library.Create(seed);
        foreach (var (port, _, value) in activation.Ports)
        {
            model.Poke(port, value);
        }

        return StimulusRun.FirstMismatch(model, stimulus, cancellation);
    }
}
