using MixPe.Sim.Processes;

namespace MixPe.Flow.Formal;

/// <summary>What proofs need beside Yosys.</summary>
public static class FormalTools
{
    /// <summary>Combinational equivalence by fraiging and SAT; part of Yosys.</summary>
    public static ExternalTool Abc { get; } =
        new("yosys-abc", "as Yosys brings it", "install the package 'yosys'");
}
