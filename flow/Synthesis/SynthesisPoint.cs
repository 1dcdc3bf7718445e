namespace MixPe.Flow.Synthesis;

/// <summary>The design and its baselines, or the units at its edges, at one period.</summary>
/// <param name="PeriodNs">In ns; infinity for no limit.</param>
/// <param name="Design">The design's unit, or the first of those at its edges.</param>
/// <param name="Baselines">What it is measured against at the same period, or the other units.</param>
public sealed record SynthesisPoint(
    double PeriodNs, SynthesisFigure Design, IReadOnlyList<SynthesisFigure> Baselines)
{
    /// <summary>Every figure.</summary>
    public IReadOnlyList<SynthesisFigure> All => [Design, .. Baselines];
}
