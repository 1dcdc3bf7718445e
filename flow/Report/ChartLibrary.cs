using System.Text;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Report;

/// <summary>The charting library of the page, Observable Plot on D3, as npm has it; the build puts it beside the program.
/// </summary>
/// <param name="Scripts">The texts of its scripts, in their order.</param>
/// <param name="Licences">The texts of their licences, which every copy has to carry.</param>
public sealed record ChartLibrary(IReadOnlyList<string> Scripts, IReadOnlyList<string> Licences)
{
    private static readonly string[] Names = ["d3", "plot"];

    private static readonly ExternalTool Plot = new(
        "Observable Plot", "0.6.17 with D3 7.9.0, from npm",
        "in the checkout 'make setup' installs it and builds mixpe with it; elsewhere --charts names a folder with d3.min.js, "
        + "plot.min.js, d3.LICENSE and plot.LICENSE");

    /// <summary>The folder beside the program.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "charts");

    /// <summary>Reads it.</summary>
    /// <param name="folder">Folder of NAME.min.js and NAME.LICENSE.</param>
    /// <exception cref="ToolNotFoundException">It is not there.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static ChartLibrary Read(string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return new ChartLibrary([.. Names.Select(name => Text($"{name}.min.js"))], [.. Names.Select(name => Text($"{name}.LICENSE"))]);

        string Text(string name)
        {
            string file = Path.Combine(folder, name);
            return File.Exists(file) ? File.ReadAllText(file, Encoding.UTF8) : throw new ToolNotFoundException(Plot);
        }
    }
}
