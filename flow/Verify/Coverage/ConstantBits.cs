using System.Globalization;
using MixPe.Flow.Tools;
using MixPe.Flow.Tools.Yosys;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Bits of signals that the text ties to a constant, as Yosys finds them: they cannot change, so that no
/// stimulus can be asked to change them.</summary>
internal static class ConstantBits
{
    // A register without enable and reset, as simplemap names it.
    private const string Register = "$_DFF_P_";

    /// <summary>The constant bits of every module at its default parameters.</summary>
    /// <returns>Unit names and bits, as Verilator names them: x or x[3].</returns>
    /// <exception cref="ToolException">Yosys is missing or fails.</exception>
    public static IReadOnlySet<(string Module, string Name)> Of(RtlBundle bundle, CancellationToken cancellation)
    {
        using SourceFolder folder = new(bundle.Sources);
        const string Netlist = "read.json";
        string script = $"read_verilog -sv {string.Join(' ', folder.Files)}; hierarchy -check; proc; opt_expr; "
            + $"simplemap; opt_expr; opt_dff; opt_expr; opt_clean; write_json {Netlist}";
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-q", "-p", script]) { WorkingDirectory = folder.Path }, cancellation);
        var document = YosysDocument.Parse(File.ReadAllText(folder.Of(Netlist)));
        Dictionary<string, HashSet<int>> tied = TiedNets(document);
        var constants = new HashSet<(string, string)>();
        var others = new HashSet<(string, string)>();
        foreach (ModuleSpec module in bundle.Modules)
        {
            // A module at other parameters is a module of its own: what is constant has to be so in all of them.
            foreach (var read in document.Modules.Where(read => read.Value.SourceName(read.Key) == module.Name))
            {
                Sort(module.Unit, read.Value, tied[read.Key], constants, others);
            }
        }

        constants.ExceptWith(others);
        return constants;
    }

    // Nets that an instance drives with a constant, and registers of nothing else, through the whole hierarchy.
    private static Dictionary<string, HashSet<int>> TiedNets(YosysDocument document)
    {
        Dictionary<string, HashSet<int>> tied = document.Modules.ToDictionary(
            module => module.Key, _ => new HashSet<int>(), StringComparer.Ordinal);
        int before;
        do
        {
            before = tied.Values.Sum(nets => nets.Count);
            foreach (var (name, module) in document.Modules)
            {
                foreach (YosysCell cell in module.Cells.Values)
                {
                    tied[name].UnionWith(TiedBy(cell, document, tied, tied[name]));
                }
            }
        }
        while (tied.Values.Sum(nets => nets.Count) > before);
        return tied;
    }

    private static IEnumerable<int> TiedBy(
        YosysCell cell, YosysDocument document, Dictionary<string, HashSet<int>> tied, HashSet<int> here)
    {
        if (cell.Type == Register)
        {
            return IsTied(cell.Connections["D"][0], here) ? [cell.Connections["Q"][0].Net] : [];
        }

        return document.Modules.TryGetValue(cell.Type, out YosysModule? part)
            ? from port in part.Ports
              where !port.Value.IsInput && cell.Connections.ContainsKey(port.Key)
              from i in Enumerable.Range(0, port.Value.Bits.Count)
              where IsTied(port.Value.Bits[i], tied[cell.Type])
              select cell.Connections[port.Key][i].Net
            : [];
    }

    private static bool IsTied(YosysBit bit, HashSet<int> nets) => bit.IsConstant || nets.Contains(bit.Net);

    private static void Sort(
        string unit,
        YosysModule module,
        HashSet<int> tied,
        HashSet<(string, string)> constants,
        HashSet<(string, string)> others)
    {
        foreach (var (path, signal) in module.Netnames.Where(net => !net.Key.StartsWith('$')))
        {
            // A signal of a generate block by its own name.
            string name = path[(path.LastIndexOf('.') + 1)..];
            for (int i = 0; i < signal.Bits.Count; i++)
            {
                string bit = signal.Bits.Count == 1
                    ? name
                    : string.Create(CultureInfo.InvariantCulture, $"{name}[{i}]");
                (IsTied(signal.Bits[i], tied) ? constants : others).Add((unit, bit));
            }
        }
    }
}
