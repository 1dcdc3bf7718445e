namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>A unit in an FPGA.</summary>
/// <param name="Subject">The unit.</param>
/// <param name="Luts">Look-up tables.</param>
/// <param name="Carries">Cells of carry chains.</param>
/// <param name="Registers">Flip-flops.</param>
/// <param name="Checked">Results of the netlist compared with the golden model.</param>
/// <param name="Mhz">Highest clock after placement and routing, in MHz; null where nothing places and routes it.</param>
public sealed record FpgaFigure(
    SynthesisSubject Subject, int Luts, int Carries, int Registers, long Checked, double? Mhz);
