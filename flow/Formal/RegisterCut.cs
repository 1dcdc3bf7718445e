using MixPe.Sim.Processes;

namespace MixPe.Flow.Formal;

/// <summary>Turns a clocked module into a combinational one: every register named *_q becomes an input (its value) and
/// an output (its next value), likewise every instance that was not flattened.</summary>
/// <remarks>Two modules that agree then, with registers of the same names, agree for ever once their registers are equal,
/// whatever those hold: induction of one step, with equality of all registers as the invariant.</remarks>
internal static class RegisterCut
{
    /// <summary>Command that hides the names below a flattened top but those of registers: what is left of a register's
    /// names is its own.</summary>
    public const string HideParts = "select -set parts w:*.* w:*_q %d; rename -hide @parts; select -clear";

    /// <summary>Commands for the current design of one flat module.</summary>
    /// <param name="stash">Name to stash the result under, and of its module.</param>
    public static IReadOnlyList<string> Commands(string stash) =>
    [
        "flatten",
        UnitMiter.FreeUnknowns,
        HideParts,
        "opt_clean",
        $"rename -top {stash}",
        "opt -full -nodffe -nosdff",
        "dffunmap",
        "opt_expr",
        "select -set hidden w:* x:* %d w:*_q %d",
        "rename -hide @hidden",
        "opt_clean -purge",
        "expose -evert -evert-dff",
        "opt_clean",
        $"design -stash {stash}",
    ];

    /// <summary>Commands that make the miter of two such modules.</summary>
    public static IReadOnlyList<string> Miter { get; } =
    [
        "design -reset",
        "design -copy-from gold -as gold gold",
        "design -copy-from gate -as gate gate",
        "miter -equiv -make_outputs -flatten gold gate miter",
        "hierarchy -top miter",
        "proc",
        "flatten",
        "opt -full",
    ];

    /// <summary>Compares two such modules, whatever their registers and the shared instances hold.</summary>
    /// <param name="room">Where.</param>
    /// <param name="gate">Commands that stash the design as gate.</param>
    /// <param name="gold">Commands that stash the specification as gold.</param>
    public static ProofOutcome Compare(ProofRoom room, IReadOnlyList<string> gate, IReadOnlyList<string> gold)
    {
        try
        {
            return SatProof.Never(room, [.. gate, .. gold, .. Miter], "miter", "trigger");
        }
        catch (ToolFailedException e) when (e.Message.Contains("No matching port", StringComparison.Ordinal))
        {
            return new ProofOutcome(ProofResult.Skipped, "SAT")
            {
                Note = "the registers or the instances of the two sides do not match",
            };
        }
    }
}
