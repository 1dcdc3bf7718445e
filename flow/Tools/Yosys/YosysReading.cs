using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Tools.Yosys;

/// <summary>A unit as Yosys understands it: read, elaborated and written back as Verilog, nothing optimized. What Yosys
/// reads otherwise than a simulator would be wrong in every chip that it synthesizes.</summary>
public static class YosysReading
{
    /// <summary>Reads and writes back.</summary>
    /// <param name="sources">SystemVerilog files.</param>
    /// <param name="top">The module, at its default parameters.</param>
    /// <param name="cancellation">Stops Yosys.</param>
    /// <returns>One file with every module below the top, under its own name.</returns>
    /// <exception cref="ToolException">Yosys is missing or refuses the sources.</exception>
    public static BundleFile Of(
        IReadOnlyList<BundleFile> sources, ModuleSpec top, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(top);
        using SourceFolder folder = new(sources);
        const string Netlist = "read.v";
        string script = $"read_verilog -sv {string.Join(' ', folder.Files)}; hierarchy -check -top {top.Name}; proc; "
            + $"opt_clean; write_verilog -noattr {Netlist}";
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-q", "-p", script]) { WorkingDirectory = folder.Path }, cancellation);
        return new BundleFile($"rtl/{top.Name}_read.v", File.ReadAllText(folder.Of(Netlist)));
    }
}
