using MixPe.Flow.Synthesis.Checks;
using MixPe.Flow.Synthesis.Energy;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;

namespace MixPe.Flow.Synthesis;

/// <summary>Checks the netlists that figures are shown of, each once, and measures their energy.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="environment">Where models are kept.</param>
/// <param name="synthesizer">Makes the netlists that are checked in an array's place.</param>
/// <param name="cancellation">Stops the tools.</param>
internal sealed class FigureMaker(
    Func<Design, RtlBundle> generate,
    BuildEnvironment environment,
    Synthesizer synthesizer,
    CancellationToken cancellation)
{
    private readonly GateLevelCheck _check = new(new VerilatedBuild(environment));
    private readonly Dictionary<(SynthesisSubject Subject, string Recipe), long> _checked = [];
    private readonly Dictionary<(SynthesisSubject Subject, string Recipe), EnergyFigure?> _energies = [];

    /// <summary>The netlist that is shown: the smallest that meets the period, or the one of the least energy of those about as small.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="set">Its netlists.</param>
    /// <param name="periodNs">The period, in ns; infinity for none.</param>
    /// <param name="slack">How much larger, as a share of the smallest one's area.</param>
    /// <returns>The netlist; null if none meets the period.</returns>
    public Candidate? Choose(SynthesisSubject subject, CandidateSet set, double periodNs, double slack) =>
        slack > 0 && set.Near(periodNs, slack) is { Count: > 1 } near
            ? near.MinBy(one => Energy(subject, one, periodNs)?.PerMac ?? one.Area)
            : set.At(periodNs);

    /// <summary>The figure of a netlist.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="best">The netlist; null if none meets the period.</param>
    /// <param name="periodNs">The period, in ns; infinity for the netlist's own.</param>
    /// <exception cref="SynthesisException">The netlist does not compute what it should.</exception>
    public SynthesisFigure Make(SynthesisSubject subject, Candidate? best, double periodNs)
    {
        if (best is null)
        {
            return new SynthesisFigure(subject, null, 0);
        }

        if (!_checked.TryGetValue((subject, best.Recipe.Name), out long cases))
        {
            cases = Check(subject, best);
            _checked.Add((subject, best.Recipe.Name), cases);
        }

        return new SynthesisFigure(subject, best, cases)
        {
            Energy = Energy(subject, best, periodNs),
        };
    }

    // Simulated once a netlist: a period only decides how long it leaks.
    private EnergyFigure? Energy(SynthesisSubject subject, Candidate best, double periodNs)
    {
        if (!_energies.TryGetValue((subject, best.Recipe.Name), out EnergyFigure? energy))
        {
            energy = UnitEnergy.Of(subject, best, synthesizer.Library, 1, cancellation);
            _energies.Add((subject, best.Recipe.Name), energy);
        }

        return energy?.Over(double.IsFinite(periodNs) ? periodNs : best.DelayNs);
    }

    // A whole array takes minutes to verilate: the netlist that the same recipe makes of a few of its PEs is checked.
    private long Check(SynthesisSubject subject, Candidate best)
    {
        if (subject.Unit != SynthesisSubject.Array)
        {
            return _check.Run(subject, best.Netlist, synthesizer.Library, cancellation);
        }

        SynthesisSubject small = subject with { Bundle = generate(Verifier.Small(subject.Bundle.Design)) };
        return _check.Run(
            small, synthesizer.By(small, best.Recipe).Netlist, synthesizer.Library, cancellation);
    }
}
