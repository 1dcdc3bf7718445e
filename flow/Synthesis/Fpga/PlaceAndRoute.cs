using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>Places and routes in an iCE40 HX8K, by nextpnr: the median of three seeds.</summary>
internal static partial class PlaceAndRoute
{
    private static readonly int[] Seeds = [1, 2, 3];

    /// <summary>The tool.</summary>
    public static ExternalTool Tool { get; } =
        new("nextpnr-ice40", "0.4 or newer", "install the package 'nextpnr-ice40'");

    /// <summary>The highest clock, in MHz.</summary>
    /// <param name="json">The harness, mapped.</param>
    /// <param name="cancellation">Stops the tool.</param>
    /// <exception cref="ToolException">It is missing, or the unit does not fit.</exception>
    public static double Mhz(string json, CancellationToken cancellation)
    {
        using SourceFolder folder = new([new BundleFile("harness.json", json)]);
        return Seeds.Select(seed => One(folder, seed, cancellation)).Order().ElementAt(Seeds.Length / 2);
    }

    private static double One(SourceFolder folder, int seed, CancellationToken cancellation)
    {
        ToolResult result = ToolProcess.RunChecked(
            new ToolCommand(
                Tool,
                [
                    "--hx8k", "--package", "ct256", "--json", "harness.json", "--freq", "200",
                    "--pcf-allow-unconstrained", "--timing-allow-fail",
                    "--seed", seed.ToString(CultureInfo.InvariantCulture),
                ])
            { WorkingDirectory = folder.Path },
            cancellation);

        // It is told after placement and after routing: the last one counts.
        return result.Lines.Select(line => Frequency().Match(line)).LastOrDefault(match => match.Success) is { } last
            ? double.Parse(last.Groups[1].Value, CultureInfo.InvariantCulture)
            : throw new ToolFailedException(Tool, "tells no frequency", result.LastLines(10));
    }

    [GeneratedRegex(@"Max frequency for clock\s+'[^']*':\s+([\d.]+) MHz")]
    private static partial Regex Frequency();
}
