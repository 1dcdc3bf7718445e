using MixPe.Flow.Encoder;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Systems;
using MixPe.Generator.Systems;

namespace MixPe.Flow.Compare;

/// <summary>What a system of several tiles loses on the GEMMs of some layers, and the cycles that its tiles take for them.</summary>
/// <param name="SqnrDb">Mean over the layers of the results' signal to quantization noise, dB, against FP64.</param>
/// <param name="WorstSqnrDb">The least of a layer, dB.</param>
/// <param name="Cosine">Mean cosine between the sentences' embeddings and those in FP32; null where there are no sentences.
/// </param>
/// <param name="Cycles">Cycles of all tiles and all layers, one after the other, with streams that never stall.</param>
public sealed record SystemFigures(double SqnrDb, double WorstSqnrDb, double? Cosine, long Cycles)
{
    /// <summary>What the verilated tiles made of the same layers; null where they did not run.</summary>
    public LayerHardware? Hardware { get; init; }

    /// <summary>By the golden model, and by the tiles too where they can be built.</summary>
    /// <param name="system">The system.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="tiles">Runs the parts on tiles; null for the golden model alone.</param>
    /// <exception cref="Gemm.InputException">A tile is too small for a layer, or K for the system.</exception>
    public static SystemFigures Of(GemmSystem system, ILayers layers, SystemSimulation? tiles = null)
    {
        ArgumentNullException.ThrowIfNull(layers);
        SystemProduct product = new(system, tiles);
        SentenceFidelity? sentences = layers.Embed(product);
        return new SystemFigures(
            product.Runs.Average(run => run.Fidelity.SqnrDb),
            product.Runs.Min(run => run.Fidelity.SqnrDb),
            sentences?.Cosines.Average(),
            product.Cycles)
        {
            Hardware = tiles is null ? null : new LayerHardware(
                product.Compared, product.Runs.Sum(run => run.Hardware!.Mismatches), product.Runs.Sum(run => run.Hardware!.Cycles)),
        };
    }
}
