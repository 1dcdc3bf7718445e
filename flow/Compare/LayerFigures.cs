using MixPe.Flow.Encoder;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;

namespace MixPe.Flow.Compare;

/// <summary>What a design loses on the GEMMs of some layers, and the cycles that its tile takes for them.</summary>
/// <param name="WeightBits">Bits that a weight takes in memory, its part of its group's scale and zero point included.</param>
/// <param name="SqnrDb">Mean over the layers of the results' signal to quantization noise, dB, against FP64.</param>
/// <param name="WorstSqnrDb">The least of a layer, dB.</param>
/// <param name="Cosine">Mean cosine between the sentences' embeddings and those in FP32; null where there are no sentences.
/// </param>
/// <param name="Cycles">Cycles of all layers, one after the other, with streams that never stall: those of the RTL
/// (docs/tile.md).</param>
/// <param name="Utilization">Multiply-accumulates that count over those that all PEs could have made in these cycles.</param>
public sealed record LayerFigures(
    double WeightBits, double SqnrDb, double WorstSqnrDb, double? Cosine, long Cycles, double Utilization)
{
    /// <summary>What the design's tile made of the same layers; null where it did not run.</summary>
    public LayerHardware? Hardware { get; init; }

    /// <summary>By the golden model, whose bits are the hardware's, and by the tile's schedule.</summary>
    /// <param name="design">The design.</param>
    /// <param name="layers">The layers.</param>
    /// <exception cref="InputException">The design's tile is too small for one of them.</exception>
    public static LayerFigures Of(Design design, ILayers layers)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(layers);
        (IReadOnlyList<LayerRun> runs, SentenceFidelity? sentences) = layers.Run(new GoldenEngine(design));
        TileTiming timing = new TileShape(design).Timing;
        long cycles = 0;
        foreach (LayerRun run in runs)
        {
            TileJob job = new(run.M, run.N, run.K);
            TileLimits.Require(design, job, run.Name);
            cycles += TileSchedule.Busy(timing, job);
        }

        double macs = runs.Sum(run => (double)run.M * run.N * run.K);
        return new LayerFigures(
            StoredBits.Of(design),
            runs.Average(run => run.Fidelity.SqnrDb),
            runs.Min(run => run.Fidelity.SqnrDb),
            sentences?.Cosines.Average(),
            cycles,
            macs / (cycles * (double)design.MacsPerCycle));
    }
}
