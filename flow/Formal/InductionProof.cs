using System.Globalization;
using System.Text.RegularExpressions;

namespace MixPe.Flow.Formal;

/// <summary>Proves the assertions of a harness for all time: Yosys' temporal induction.</summary>
internal static partial class InductionProof
{
    private const string Method = "temporal induction, SAT";
    private const int MaxSteps = 64;

    /// <summary>Proves a harness' assertions.</summary>
    /// <param name="room">Where.</param>
    /// <param name="before">Commands that make what the harness instantiates, beside the files.</param>
    /// <param name="files">Files to read.</param>
    /// <param name="defines">Macros, as options of read_verilog.</param>
    /// <param name="harness">The top module.</param>
    /// <param name="connections">Nets of the flat harness to drive from others.</param>
    /// <param name="invariants">Equalities that make the claim inductive, as options of sat; they are proved too.</param>
    public static ProofOutcome Run(
        ProofRoom room,
        IReadOnlyList<string> before,
        string files,
        string defines,
        string harness,
        string invariants = "",
        params IReadOnlyList<(string From, string To)> connections)
    {
        string? text = room.Yosys([
            .. before,
            $"read_verilog -formal -sv {defines} {files}",
            $"hierarchy -check -top {harness}",
            "proc",
            "flatten",
            .. connections.Select(connection => $"connect -set {connection.To} {connection.From}"),
            UnitMiter.FreeUnknowns,
            "memory",
            "opt -full -nodffe -nosdff",
            "dffunmap",
            "opt_clean -purge",
            $"sat -tempinduct -seq 1 -maxsteps {MaxSteps} -prove-asserts -set-assumes {invariants} -show-inputs"
            + $" -timeout {ProofRoom.Seconds(room.Left)} -dump_vcd {ProofRoom.TraceFile} {harness}"]);
        string log = text ?? room.Log;
        int steps = BaseCase().Matches(log).Select(step => int.Parse(
            step.Groups[1].Value, CultureInfo.InvariantCulture)).DefaultIfEmpty().Last();
        if (log.Contains("Induction step proven: SUCCESS!", StringComparison.Ordinal))
        {
            return new ProofOutcome(ProofResult.Proved, Method) { Depth = steps };
        }

        if (log.Contains("model found for base case: FAIL!", StringComparison.Ordinal))
        {
            return SatProof.Refuted(log, Method) with { Depth = steps };
        }

        // The step that was at work when the time ran out is not known to hold.
        return steps <= 1
            ? SatProof.TimeUp(room, Method)
            : new ProofOutcome(ProofResult.Bounded, Method) { Depth = steps - 1, Note = "the induction step did not close" };
    }

    [GeneratedRegex(@"\[base case (\d+)\] Solving")]
    private static partial Regex BaseCase();
}
