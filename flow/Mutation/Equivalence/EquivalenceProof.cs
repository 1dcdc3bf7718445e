using MixPe.Flow.Mutation.Netlists;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>Proves mutants equivalent with Yosys' SAT solver.</summary>
/// <param name="netlist">The unit.</param>
/// <param name="isMutated">The modules that have places, as the mutants were listed.</param>
/// <param name="limit">Longest time for one attempt.</param>
/// <param name="searchPath">Directories to look for Yosys in; null for those of PATH.</param>
public sealed class EquivalenceProof(
    Netlist netlist, Func<NetModule, bool> isMutated, TimeSpan limit, IReadOnlyList<string>? searchPath = null)
{
    // Cycles of an induction: a value is held for as many as there are rows, and drained for as many.
    private const int MaxSteps = 24;

    /// <summary>Compares a module, or the unit, with its mutant.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="module">The mutated module or one around it.</param>
    /// <param name="assumption">What holds of inputs and registers; empty for nothing.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>The outcome, and for a difference the inputs in the solver's words.</returns>
    /// <exception cref="ToolException">Yosys is missing or failed.</exception>
    public (ProofOutcome Outcome, string Words) Attempt(
        Mutant mutant, NetModule module, string assumption = "", CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        MutableUnit unit = MutableUnitWriter.Write(
            netlist, isMutated, new Boundary(Registers: true, other => !isMutated(other)), mutant.Site.Number);
        string text = Miter.Text(unit, module, mutant.Activation, assumption);

        // Equal cells of equal inputs merge: only what the mutation reaches is left to the solver.
        var (outcome, output) = Solve(text, "-show-inputs", cancellation);
        return (outcome, outcome == ProofOutcome.Differs ? Inputs(module, output) : "");
    }

    /// <summary>Compares the unit with its mutant from a reset on, for ever, by induction over cycles. What is in the unit
    /// is outside. For mutants of the unit's own text.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>Proved, or unknown: a state that no reset leads to is no difference.</returns>
    /// <exception cref="ToolException">Yosys is missing or failed.</exception>
    public ProofOutcome AttemptFromReset(Mutant mutant, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        if (mutant.Site.Module.Name != netlist.Top.Name || netlist.Top.Ports.All(port => port.Name != Miter.Reset))
        {
            return ProofOutcome.Unknown;
        }

        MutableUnit unit = MutableUnitWriter.Write(
            netlist, isMutated, new Boundary(Registers: false, _ => true), mutant.Site.Number);
        string text = Miter.FromReset(unit, mutant.Activation);
        return Solve(text, $"-tempinduct -seq 1 -maxsteps {MaxSteps}", cancellation).Outcome == ProofOutcome.Proved
            ? ProofOutcome.Proved
            : ProofOutcome.Unknown;
    }

    private (ProofOutcome Outcome, IReadOnlyList<string> Lines) Solve(
        string text, string how, CancellationToken cancellation)
    {
        const string File = "miter.sv";
        using SourceFolder folder = new([new BundleFile(File, text)]);
        string script = $"read_verilog -sv {File}; hierarchy -top {Miter.Name}; proc; flatten; opt; "
            + $"sat -prove {Miter.Differs} 0 -timeout {(int)limit.TotalSeconds} {how} {Miter.Name}";
        ToolResult result;
        try
        {
            result = ToolProcess.RunChecked(
                new ToolCommand(ExternalTool.Yosys, ["-Q", "-T", "-p", script])
                {
                    WorkingDirectory = folder.Path,
                    SearchPath = searchPath,
                    Timeout = limit + limit,
                },
                cancellation);
        }
        catch (ToolFailedException e) when (e.Message.Contains("limit", StringComparison.Ordinal))
        {
            return (ProofOutcome.Unknown, []);
        }

        bool isProved = result.Output.Contains("no model found: SUCCESS!", StringComparison.Ordinal)
            || result.Output.Contains("Induction step proven: SUCCESS!", StringComparison.Ordinal);
        return (isProved ? ProofOutcome.Proved
            : result.Output.Contains("model found: FAIL!", StringComparison.Ordinal) ? ProofOutcome.Differs
            : ProofOutcome.Unknown, result.Lines);
    }

    // Lines as "  \x_i   123   7b   0001111011" after the head of a table.
    private static string Inputs(NetModule module, IReadOnlyList<string> lines)
    {
        HashSet<string> inputs = [.. module.Ports.Where(port => port.IsInput).Select(port => $"\\{port.Name}")];
        var values = lines
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length == 4 && inputs.Contains(words[0]) && words[0] != "\\clk_i")
            .Select(words => words[2].StartsWith('-') // Too wide for hexadecimal.
                ? $"{words[0][1..]} = 0b{words[3].TrimStart('0')}"
                : $"{words[0][1..]} = 0x{words[2]}");
        return string.Join(", ", values);
    }
}
