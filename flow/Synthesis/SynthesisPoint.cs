namespace MixPe.Flow.Synthesis;

/// <summary>The design and its baselines at one period.</summary>
/// <param name="PeriodNs">In ns; infinity for no limit.</param>
/// <param name="Design">The design's unit.</param>
/// <param name="Baselines">What it is measured against, at the same period.</param>
public sealed record SynthesisPoint(
    double PeriodNs, SynthesisFigure Design, IReadOnlyList<SynthesisFigure> Baselines);
