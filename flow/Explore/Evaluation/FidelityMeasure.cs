using MixPe.Flow.Encoder;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Model.Golden;
using MixPe.Sim.Build;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>What a design's arithmetic loses, by the golden model, whose bits are those of the hardware.</summary>
/// <param name="layers">What it is tried on.</param>
/// <param name="version">Identifies the code that measures.</param>
public sealed class FidelityMeasure(ILayers layers, string version) : IMeasure
{
    /// <inheritdoc/>
    public MetricSource Source => MetricSource.Fidelity;

    /// <summary>By the part of the design that decides the bits of a result.</summary>
    public string Key(DesignPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        GemmArithmetic arithmetic = point.Design.Arithmetic;

        // Sums that do not round come out the same in any order. The record's text has every field, those of later versions too.
        GemmArithmetic deciding = point.Design.HasFixedPointSums ? arithmetic with { Lanes = 1 } : arithmetic;
        return new CacheKey().Add("fidelity 2").Add(version).Add(layers.Hash).Add(deciding.ToString()).Hash();
    }

    /// <inheritdoc/>
    public Measurement Run(DesignPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (GemmProblem.WhyNoWeights(point.Design) is { } reason)
        {
            return Measurement.None(MeasurementStatus.Unsupported, reason);
        }

        (IReadOnlyList<LayerRun> runs, SentenceFidelity? sentences) = layers.Run(new GoldenEngine(point.Design));
        return Measurement.Of(
        [
            (Metrics.Sqnr, runs.Average(run => run.Fidelity.SqnrDb)),
            (Metrics.WorstSqnr, runs.Min(run => run.Fidelity.SqnrDb)),
            (Metrics.Cosine, sentences?.Cosines.Average()),
            (Metrics.WorstCosine, sentences?.Cosines.Min()),
            (Metrics.Spearman, sentences?.Ranking.Spearman),
            (Metrics.NearestKept, sentences?.NearestKept),
        ]);
    }
}
