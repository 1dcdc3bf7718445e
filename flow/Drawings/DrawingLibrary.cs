using System.Text;
using MixPe.Flow.Tools;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Drawings;

/// <summary>What draws schematics (netlistsvg) and timing diagrams (WaveDrom), as npm has it; the build puts it beside the program, and
/// Node.js runs it.</summary>
/// <param name="folder">Folder of netlistsvg.js, elk.js and wavedrom.js.</param>
public sealed class DrawingLibrary(string folder)
{
    // A PE takes a second or two; what takes minutes is no drawing that anyone reads.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static readonly string[] Scripts = ["netlistsvg.js", "elk.js", "wavedrom.js"];

    private static readonly ExternalTool Node = new("node", "18 or newer", "install the package 'nodejs'");

    private static readonly ExternalTool Files = new(
        "netlistsvg and WaveDrom", "1.0.2 and 3.5.0, from npm", "in the checkout 'make setup' installs them and builds mixpe with them");

    /// <summary>The folder beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "drawings");

    /// <summary>Draws a netlist.</summary>
    /// <param name="json">What Yosys' write_json wrote, numbers as such.</param>
    /// <param name="title">Its title.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The picture in SVG.</returns>
    /// <exception cref="ToolException">Node.js or the library is missing, or it failed.</exception>
    public string Schematic(string json, string title, CancellationToken cancellation = default) =>
        Draw("schematic", json, title, cancellation);

    /// <summary>Draws signals.</summary>
    /// <param name="json">Signals as WaveDrom takes them.</param>
    /// <param name="title">Its title.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>The picture in SVG.</returns>
    /// <exception cref="ToolException">Node.js or the library is missing, or it failed.</exception>
    public string Timing(string json, string title, CancellationToken cancellation = default) =>
        Draw("timing", json, title, cancellation);

    private string Draw(string kind, string json, string title, CancellationToken cancellation)
    {
        if (!Scripts.All(name => File.Exists(Path.Combine(folder, name))))
        {
            throw new ToolNotFoundException(Files);
        }

        using SourceFolder scratch = new([]);
        using StreamReader script = new(
            typeof(DrawingLibrary).Assembly.GetManifestResourceStream("drawings/draw.js")!, Encoding.UTF8);
        scratch.Add("draw.js", script.ReadToEnd());
        scratch.Add("source.json", json);
        ToolProcess.RunChecked(
            new ToolCommand(Node, ["draw.js", kind, Path.GetFullPath(folder), "source.json", "target.svg"])
            {
                WorkingDirectory = scratch.Path,
                Timeout = Limit,
            },
            cancellation);
        return SvgTitle.Add(File.ReadAllText(scratch.Of("target.svg")), title);
    }
}
