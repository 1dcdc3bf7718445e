using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A unit as Yosys understands it: word-level cells, the hierarchy kept.</summary>
/// <param name="Top">The unit.</param>
/// <param name="Modules">The unit and all that is in it, leaves first.</param>
public sealed record Netlist(NetModule Top, IReadOnlyList<NetModule> Modules)
{
    // No optimization beyond removing what nothing reads: every cell is one that somebody wrote.
    private const string Passes = "proc; opt_clean";

    /// <summary>The module of that name.</summary>
    public NetModule this[string name] => Modules.First(module => module.Name == name);

    /// <summary>A module and all that is in it, leaves first.</summary>
    /// <param name="module">One of <see cref="Modules"/>.</param>
    public IEnumerable<NetModule> Below(NetModule module)
    {
        ArgumentNullException.ThrowIfNull(module);
        HashSet<string> wanted = [module.Name];
        foreach (NetModule candidate in Modules.Reverse().Where(candidate => wanted.Contains(candidate.Name)))
        {
            wanted.UnionWith(candidate.Cells.Where(cell => !cell.IsPrimitive).Select(cell => cell.Type));
        }

        return Modules.Where(candidate => wanted.Contains(candidate.Name));
    }

    /// <summary>Reads a unit with Yosys, its assertions too.</summary>
    /// <param name="sources">SystemVerilog files.</param>
    /// <param name="top">The unit's module name.</param>
    /// <param name="searchPath">Directories to look for Yosys in; null for those of PATH.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <exception cref="ToolException">Yosys is missing or failed.</exception>
    public static Netlist Read(
        IReadOnlyList<BundleFile> sources,
        string top,
        IReadOnlyList<string>? searchPath = null,
        CancellationToken cancellation = default)
    {
        const string Result = "netlist.json";
        using SourceFolder folder = new(sources);
        string script = $"read_verilog -formal -sv {string.Join(' ', folder.Files)}; hierarchy -check -top {top}; {Passes}; "
            + $"write_json {Result}";
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-q", "-p", script])
            {
                WorkingDirectory = folder.Path,
                SearchPath = searchPath,
            },
            cancellation);
        return NetlistJson.Parse(File.ReadAllText(folder.Of(Result)), top);
    }
}
