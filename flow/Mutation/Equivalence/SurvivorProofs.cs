using MixPe.Flow.Mutation.Netlists;
using MixPe.Flow.Tools;

namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>Proves mutants that no check found: cheapest first, the mutated module by itself, then the whole unit, then
/// with what is in it.</summary>
/// <param name="netlist">The unit.</param>
/// <param name="isMutated">The modules that have places.</param>
/// <param name="opens">The other modules that a solver can look into.</param>
/// <param name="options">Jobs.</param>
internal sealed class SurvivorProofs(
    Netlist netlist, Func<NetModule, bool> isMutated, Func<NetModule, bool> opens, MutationOptions options)
{
    /// <summary>Attempts a proof of each mutant.</summary>
    /// <param name="mutants">The mutants.</param>
    /// <param name="limit">Longest time for one attempt.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>Equivalent or survived, in the order of <paramref name="mutants"/>.</returns>
    public IReadOnlyList<MutantResult> Run(
        IReadOnlyList<Mutant> mutants, TimeSpan limit, CancellationToken cancellation)
    {
        var proof = new EquivalenceProof(netlist, isMutated, limit);
        return SideBySide.Select(mutants, options.Jobs, mutant => One(proof, mutant, cancellation), cancellation);
    }

    private MutantResult One(EquivalenceProof proof, Mutant mutant, CancellationToken cancellation)
    {
        NetModule module = mutant.Site.Module;
        var (outcome, words) = proof.Attempt(mutant, module, cancellation: cancellation);
        if (outcome == EquivalenceOutcome.Proved)
        {
            return new MutantResult(mutant, MutantFate.Equivalent, "", 0, 0, $"{module.BaseName} is the same");
        }

        NetModule top = netlist.Top;
        if (module.Name != top.Name)
        {
            (outcome, words) = proof.Attempt(mutant, top, cancellation: cancellation);
            if (outcome == EquivalenceOutcome.Proved)
            {
                return new MutantResult(
                    mutant, MutantFate.Equivalent, "", 0, 0, $"{top.BaseName} is the same, though {module.BaseName} is not");
            }
        }

        if (netlist.Modules.Any(other => !isMutated(other) && opens(other))
            && proof.Attempt(mutant, top, opens: opens, cancellation: cancellation).Outcome == EquivalenceOutcome.Proved)
        {
            string[] within = [.. netlist.Modules.Where(other => !isMutated(other) && opens(other)).Select(other => other.BaseName).Distinct()];
            return new MutantResult(
                mutant, MutantFate.Equivalent, "", 0, 0, $"{top.BaseName} is the same with {string.Join(", ", within)} in it");
        }

        return new MutantResult(mutant, MutantFate.Survived, "", 0, 0,
            outcome == EquivalenceOutcome.Differs
                ? $"not equivalent in every state, reachable or not: differs for {words}"
                : "neither proved nor refuted in time");
    }
}
