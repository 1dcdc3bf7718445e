using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Gemm;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Drawings;

/// <summary>The schematic of a unit: registers, multiplexers and operators as Yosys reads them off its text, what it instantiates as boxes.
/// </summary>
/// <param name="library">What draws.</param>
public sealed class UnitSchematic(DrawingLibrary library)
{
    // Beyond that nobody finds anything in it.
    private const int MostCells = 400;

    private const string Netlist = "netlist.json";

    /// <summary>Draws it.</summary>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">The unit: pe, array and so on.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <returns>The picture in SVG.</returns>
    /// <exception cref="InputException">It has too many cells to be read.</exception>
    /// <exception cref="ToolException">A tool is missing or failed.</exception>
    public string Draw(RtlBundle bundle, string unit, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        string module = bundle.Module(unit).Name;
        using SourceFolder folder = new(bundle.Sources);

        string script = $"read_verilog -sv {string.Join(' ', folder.Files)}; hierarchy -check -top {module}; proc; opt; clean; "
            + $"write_json -compat-int {Netlist}";
        ToolProcess.RunChecked(
            new ToolCommand(ExternalTool.Yosys, ["-q", "-p", script]) { WorkingDirectory = folder.Path }, cancellation);
        string json = File.ReadAllText(folder.Of(Netlist));
        int cells = Count(json, module);
        return cells <= MostCells
            ? library.Schematic(json, $"{module}, as Yosys reads it", cancellation)
            : throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"--unit: {unit}: it has {cells} cells: up to {MostCells} can be drawn and read"));
    }

    private static int Count(string json, string module)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return document.RootElement.GetProperty("modules").GetProperty(module).GetProperty("cells").EnumerateObject().Count();
    }
}
