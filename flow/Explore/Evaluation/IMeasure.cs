using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>Measures one side of a point. Called from several threads at once.</summary>
public interface IMeasure
{
    /// <summary>What its figures are of.</summary>
    MetricSource Source { get; }

    /// <summary>Hash of all that decides the figures: points with the same key are measured once.</summary>
    string Key(DesignPoint point);

    /// <summary>Measures.</summary>
    /// <param name="point">The point.</param>
    /// <param name="cancellation">Stops it.</param>
    Measurement Run(DesignPoint point, CancellationToken cancellation);
}
