using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace MixPe.Flow.Formal;

/// <summary>Decides a combinational claim: Yosys' SAT solver for a few seconds, then ABC's iprove, which merges equal
/// nets first, for the rest of the time.</summary>
public static partial class SatProof
{
    /// <summary>The second method's name.</summary>
    public const string Abc = "ABC iprove";

    private static readonly TimeSpan FirstTry = TimeSpan.FromSeconds(8);

    /// <summary>Proves that an output never rises.</summary>
    /// <param name="room">Where.</param>
    /// <param name="prepare">Yosys commands that leave the flat module <paramref name="module"/> selected.</param>
    /// <param name="module">The module.</param>
    /// <param name="output">Its one-bit output.</param>
    /// <param name="isHard">Whether ABC is known to be the faster one.</param>
    /// <param name="collapses">Whether ABC makes one BDD of the claim first, over few inputs the fastest way.</param>
    public static ProofOutcome Never(
        ProofRoom room,
        IReadOnlyList<string> prepare,
        string module,
        string output,
        bool isHard = false,
        bool collapses = false)
    {
        ArgumentNullException.ThrowIfNull(room);
        TimeSpan limit = FirstTry < room.Left ? FirstTry : room.Left;
        string? text = isHard ? null : Sat(room, prepare, module, output, limit);
        return Outcome(text) ?? Fraig(room, prepare, module, output, collapses);
    }

    /// <summary>The outcome that the printed result of sat means; null if it stopped before one.</summary>
    internal static ProofOutcome? Outcome(string? text) =>
        text is null || text.Contains("TIMEOUT!", StringComparison.Ordinal) ? null
        : text.Contains("no model found: SUCCESS!", StringComparison.Ordinal) ? new ProofOutcome(ProofResult.Proved, "SAT")
        : text.Contains("model found: FAIL!", StringComparison.Ordinal) ? Refuted(text, "SAT")
        : null;

    /// <summary>A refuted claim with the input values that Yosys printed.</summary>
    internal static ProofOutcome Refuted(string text, string method) => new(ProofResult.Refuted, method)
    {
        Counterexample = [.. ModelLine().Matches(text[LastModel(text)..]).Where(IsInput).Select(Value)],
    };

    /// <summary>Nothing known within the time limit.</summary>
    internal static ProofOutcome TimeUp(ProofRoom room, string method) => new(ProofResult.Skipped, method)
    {
        Note = string.Create(CultureInfo.InvariantCulture, $"not closed in {room.Timeout.TotalSeconds:0} s"),
    };

    private static string? Sat(
        ProofRoom room,
        IReadOnlyList<string> prepare,
        string module,
        string output,
        TimeSpan limit) => room.Yosys([
            .. prepare,
            $"sat -timeout {ProofRoom.Seconds(limit)} -prove {output} 0 -show-inputs"
            + $" -dump_vcd {ProofRoom.TraceFile} {module}"]);

    private static ProofOutcome Fraig(
        ProofRoom room, IReadOnlyList<string> prepare, string module, string output, bool collapses)
    {
        // iprove asks whether any output can rise: there must be no other one.
        string? aig = room.Yosys([
            .. prepare, $"cd {module}", $"delete -output o:* w:{output} %d", "techmap", "opt", "aigmap", "opt_clean",
            "cd ..", "write_aiger miter.aig"]);
        string? text = aig is null ? null : room.Abc($"read miter.aig; {(collapses ? "collapse; strash; " : "")}iprove");
        if (text is null || text.Contains("UNDECIDED", StringComparison.Ordinal))
        {
            return TimeUp(room, $"SAT, {Abc}");
        }

        if (text.Contains("UNSATISFIABLE", StringComparison.Ordinal))
        {
            return new ProofOutcome(ProofResult.Proved, Abc);
        }

        if (!text.Contains("SATISFIABLE", StringComparison.Ordinal))
        {
            return new ProofOutcome(ProofResult.Skipped, Abc) { Note = "iprove said neither yes nor no" };
        }

        // ABC has found a counterexample; the solver draws it, given all of the time.
        return Outcome(Sat(room, prepare, module, output, room.Left)) is { Result: ProofResult.Refuted } drawn
            ? drawn
            : new ProofOutcome(ProofResult.Refuted, Abc) { Note = "no trace within the time limit" };
    }

    // name, decimal, hexadecimal and binary value of an input in a printed model, with a time step if there are several.
    [GeneratedRegex(@"^ +(?<step>\d+ +|init +)?\\(?<name>\S+) +(?:-?\d+|--) +(?:[0-9a-f]+|--) +(?<bits>[01]+)$", RegexOptions.Multiline)]
    private static partial Regex ModelLine();

    // An induction prints a model for every step that did not close: the counterexample is the last one.
    private static int LastModel(string text) => Math.Max(0, text.LastIndexOf("Signal Name", StringComparison.Ordinal));

    // Registers' first values, what is below the top, and the clock, which a model does not drive, say nothing here.
    private static bool IsInput(Match line) =>
        !line.Groups["step"].Value.StartsWith("init", StringComparison.Ordinal)
        && !line.Groups["name"].Value.Contains('.', StringComparison.Ordinal) && line.Groups["name"].Value != "clk_i";

    private static string Value(Match line)
    {
        string bits = line.Groups["bits"].Value;
        BigInteger value = BigInteger.Zero;
        foreach (char bit in bits)
        {
            value = (value << 1) + (bit == '1' ? 1 : 0);
        }

        string step = line.Groups["step"].Value.Trim();
        string at = step.Length == 0 ? "" : $"step {step}: ";
        string digits = value.ToString("x", CultureInfo.InvariantCulture).TrimStart('0');
        return $"{at}{line.Groups["name"].Value} = {bits.Length}'h{(digits.Length == 0 ? "0" : digits)}";
    }
}
