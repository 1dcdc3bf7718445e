using MixPe.Generator.Bundles;

namespace MixPe.Sim.Build;

/// <summary>A port as Verilator saw it.</summary>
/// <param name="Name">Name in SystemVerilog.</param>
/// <param name="Direction">Input or output.</param>
/// <param name="Bits">Width in bits.</param>
internal sealed record VerilatedPort(string Name, PortDirection Direction, int Bits);
