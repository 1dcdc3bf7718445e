using MixPe.Sim.Processes;

namespace MixPe.Flow.Formal;

/// <summary>What every other proof takes for granted about the netlist that Yosys reads.</summary>
internal static class NetlistProof
{
    /// <summary>Name of the proof.</summary>
    public const string Name = "netlist";

    private const string Method = "Yosys check";

    /// <summary>Each net has one driver and none is missing, and there is no combinational loop: with two drivers a solver
    /// would only look at the operands on which both agree.</summary>
    /// <param name="room">Where.</param>
    public static ProofOutcome Run(ProofRoom room)
    {
        try
        {
            return room.Yosys(
                $"read_verilog -sv -D SYNTHESIS {room.Sources}",
                // Without a top, since not every unit is in the array: all of them, each at all parameters that are used.
                "hierarchy -check",
                "proc",
                "check -assert") is null
                ? SatProof.TimeUp(room, Method)
                : new ProofOutcome(ProofResult.Proved, Method);
        }
        catch (ToolFailedException e) when (e.Message.Contains("check -assert", StringComparison.Ordinal))
        {
            room.Write(ProofRoom.TraceFile, "$comment the netlist itself is at fault $end\n$enddefinitions $end\n");
            return new ProofOutcome(ProofResult.Refuted, Method)
            {
                Counterexample = [.. room.Log.Split('\n')
                    .Where(line => line.StartsWith("Warning: ", StringComparison.Ordinal)).Distinct()],
            };
        }
    }
}
