using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Bits of signals that the text ties to a constant, as Yosys finds them: they cannot change, so that no
/// stimulus can be asked to change them.</summary>
internal static class ConstantBits
{
    /// <summary>The constant bits of every module at its default parameters.</summary>
    /// <returns>Unit names and bits, as Verilator names them: x or x[3].</returns>
    /// <exception cref="ToolException">Yosys is missing or fails.</exception>
    public static IReadOnlySet<(string Module, string Name)> Of(RtlBundle bundle, CancellationToken cancellation)
    {
        using SourceFolder folder = new(bundle.Sources);
        const string Netlist = "read.json";
        string script = $"read_verilog -sv {string.Join(' ', folder.Files)}; hierarchy -check; proc; opt_expr; "
            + $"opt_clean; write_json {Netlist}";
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-q", "-p", script]) { WorkingDirectory = folder.Path }, cancellation);
        using var document = JsonDocument.Parse(File.ReadAllText(folder.Of(Netlist)));
        JsonElement modules = document.RootElement.GetProperty("modules");
        var constants = new HashSet<(string, string)>();
        var others = new HashSet<(string, string)>();
        foreach (ModuleSpec module in bundle.Modules)
        {
            // A module at other parameters is a module of its own: what is constant has to be so in all of them.
            foreach (JsonProperty read in modules.EnumerateObject().Where(read => IsOf(read.Name, module.Name)))
            {
                Sort(module.Unit, read.Value.GetProperty("netnames"), constants, others);
            }
        }

        constants.ExceptWith(others);
        return constants;
    }

    // $paramod\name\Width=… or $paramod$hash\name.
    private static bool IsOf(string read, string module) =>
        read == module || (read.StartsWith("$paramod", StringComparison.Ordinal) && read.Split('\\').Contains(module));

    private static void Sort(
        string unit, JsonElement nets, HashSet<(string, string)> constants, HashSet<(string, string)> others)
    {
        foreach (JsonProperty net in nets.EnumerateObject().Where(net => !net.Name.StartsWith('$')))
        {
            // A signal of a generate block by its own name.
            string name = net.Name[(net.Name.LastIndexOf('.') + 1)..];
            JsonElement[] bits = [.. net.Value.GetProperty("bits").EnumerateArray()];
            for (int i = 0; i < bits.Length; i++)
            {
                string bit = bits.Length == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
                bool isConstant = bits[i].ValueKind == JsonValueKind.String && bits[i].GetString() is "0" or "1";
                (isConstant ? constants : others).Add((unit, bit));
            }
        }
    }
}
