using MixPe.Generator.Designs;

namespace MixPe.Flow.Encoder;

/// <summary>What the encoder on a design's tile showed.</summary>
/// <param name="Design">The design.</param>
/// <param name="Layers">Its GEMMs, in their order.</param>
/// <param name="Sentences">Its embeddings beside those in FP32.</param>
public sealed record EncoderReport(Design Design, IReadOnlyList<LayerRun> Layers, SentenceFidelity Sentences)
{
    /// <summary>Outputs compared with the golden model, bit for bit.</summary>
    public long Compared => Layers.Sum(layer => (long)layer.M * layer.N);

    /// <summary>Those that differ.</summary>
    public long Mismatches => Layers.Sum(layer => layer.Hardware?.Mismatches ?? 0);

    /// <summary>Cycles of all GEMMs.</summary>
    public long Cycles => Layers.Sum(layer => layer.Hardware?.Cycles ?? 0);

    /// <summary>Multiply-accumulates over those that all PEs could have made in <see cref="Cycles"/>.</summary>
    public double Utilization => Layers.Sum(layer => (double)layer.M * layer.N * layer.K)
        / (Cycles * Design.MacsPerCycle);

    /// <summary>Every bit is the golden model's, and every GEMM took the cycles that the cycle model says.</summary>
    public bool IsGood => Mismatches == 0
        && Layers.All(layer => layer.Hardware is { } run && run.Cycles == run.PredictedCycles);
}
