using MixPe.Flow.Synthesis.Checks;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;

namespace MixPe.Flow.Synthesis;

/// <summary>Checks the netlists that figures are shown of, each once, and measures their energy.</summary>
internal sealed class FigureMaker(
    Func<Design, RtlBundle> generate,
    BuildEnvironment environment,
    Synthesizer synthesizer,
    CancellationToken cancellation)
{
    private readonly GateLevelCheck _check = new(new VerilatedBuild(environment));
    private readonly Dictionary<(SynthesisSubject Subject, string Recipe), long> _checked = [];

    /// <summary>The figure of a netlist.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="best">The netlist; null if none meets the period.</param>
    /// <param name="periodNs">The period, in ns.</param>
    public SynthesisFigure Make(SynthesisSubject subject, Candidate? best, double periodNs)
    {
        _ = generate;
        _ = periodNs;
        if (best is null)
        {
            return new SynthesisFigure(subject, null, 0);
        }

        if (!_checked.TryGetValue((subject, best.Recipe), out long cases))
        {
            cases = _check.Run(subject, best.Netlist, synthesizer.Library, cancellation);
            _checked.Add((subject, best.Recipe), cases);
        }

        return new SynthesisFigure(subject, best, cases);
    }
}
