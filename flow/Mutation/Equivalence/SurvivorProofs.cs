using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>Proves mutants that no check found: cheapest first, the mutated module by itself, then the whole unit.
/// </summary>
/// <param name="unit">The unit, registers outside.</param>
/// <param name="options">Time limit and jobs.</param>
internal sealed class SurvivorProofs(MutableUnit unit, MutationOptions options)
{
    /// <summary>Attempts a proof of each mutant.</summary>
    public IReadOnlyList<MutantResult> Run(
        IReadOnlyList<Mutant> mutants, IProgress<double>? progress, CancellationToken cancellation)
    {
        var proof = new EquivalenceProof(unit, options.ProofLimit);
        var results = new MutantResult[mutants.Count];
        int done = 0;
        Parallel.For(
            0,
            mutants.Count,
            new ParallelOptions { MaxDegreeOfParallelism = options.Jobs, CancellationToken = cancellation },
            i =>
            {
                results[i] = One(proof, mutants[i], cancellation);
                progress?.Report((double)Interlocked.Increment(ref done) / mutants.Count);
            });
        return results;
    }

    private MutantResult One(EquivalenceProof proof, Mutant mutant, CancellationToken cancellation)
    {
        NetModule module = mutant.Site.Module;
        var (outcome, words) = proof.Attempt(mutant, module, "", cancellation);
        if (outcome == ProofOutcome.Proved)
        {
            return new MutantResult(mutant, MutantFate.Equivalent, "", 0, 0, $"{module.BaseName} is the same");
        }

        NetModule top = unit.Netlist.Top;
        if (module.Name != top.Name)
        {
            (outcome, words) = proof.Attempt(mutant, top, "", cancellation);
            if (outcome == ProofOutcome.Proved)
            {
                return new MutantResult(
                    mutant, MutantFate.Equivalent, "", 0, 0, $"{top.BaseName} is the same, though {module.BaseName} is not");
            }
        }

        return new MutantResult(mutant, MutantFate.Survived, "", 0, 0,
            outcome == ProofOutcome.Differs ? $"differs for {words}" : "neither proved nor refuted in time");
    }
}
