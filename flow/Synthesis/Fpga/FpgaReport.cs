namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>A design's unit in an FPGA beside its baselines.</summary>
/// <param name="Family">The family.</param>
/// <param name="Design">The design's unit.</param>
/// <param name="Baselines">What it is measured against.</param>
public sealed record FpgaReport(FpgaFamily Family, FpgaFigure Design, IReadOnlyList<FpgaFigure> Baselines);
