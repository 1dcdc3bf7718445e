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
    /// <summary>Compares a module, or the unit, with its mutant.</summary>
    /// <param name="mutant">The mutant.</param>
    /// <param name="module">The mutated module or one around it.</param>
    /// <param name="assumption">What holds of inputs and registers; empty for nothing.</param>
    /// <param name="opens">Modules that are not mutated and looked into; null for none.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>The outcome, and for a difference the inputs in the solver's words.</returns>
    /// <exception cref="ToolException">Yosys is missing or failed.</exception>
    public (EquivalenceOutcome Outcome, string Words) Attempt(
        Mutant mutant,
        NetModule module,
        string assumption = "",
        Func<NetModule, bool>? opens = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mutant);
        const string File = "miter.sv";
        MutableUnit unit = MutableUnitWriter.Write(netlist, isMutated, new ProofCut(mutant.Site.Number, opens ?? (_ => false)));
        using SourceFolder folder = new([new BundleFile(File, Miter.Text(unit, module, mutant.Activation, assumption))]);
        // Equal cells of equal inputs merge: only what the mutation reaches is left to the solver.
        string script = $"read_verilog -sv {File}; hierarchy -top {Miter.Name}; proc; flatten; opt; "
            + $"sat -prove {Miter.Differs} 0 -timeout {(int)limit.TotalSeconds} -show-inputs {Miter.Name}";
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
            return (EquivalenceOutcome.Unknown, "");
        }

        if (result.Output.Contains("no model found: SUCCESS!", StringComparison.Ordinal))
        {
            return (EquivalenceOutcome.Proved, "");
        }

        return result.Output.Contains("model found: FAIL!", StringComparison.Ordinal)
            ? (EquivalenceOutcome.Differs, Inputs(module, result.Lines))
            : (EquivalenceOutcome.Unknown, "");
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
