using System.Globalization;
using MixPe.Flow.Synthesis;

namespace MixPe.Cli.Verbs;

/// <summary>How the figures of an array's edges are shown.</summary>
internal static class EdgeOutput
{
    private const double ToPs = 1000;
    private const double ToPj = 1e12;

    /// <summary>The JSON document.</summary>
    public static object Document(SynthesisReport report) => new
    {
        Design = report.Design.Bundle.Design.Name,
        Unit = SynthesisSubject.Edges,
        Library = report.Library.Name,
        report.Tools,
        Points = report.Points.Select(point => new
        {
            ClockNs = JsonOutput.Finite(point.PeriodNs),
            AreaUm2PerMac = EdgeTotal.Of(point)?.AreaPerMac,
            DelayPs = ToPs * EdgeTotal.Of(point)?.DelayNs,
            EnergyPjPerMac = ToPj * EdgeTotal.Of(point)?.EnergyPerMac,
            Units = point.All.Select(figure => SynthesisOutput.Figure(report, figure)),
        }),
    };

    /// <summary>The tables for people.</summary>
    public static void Write(TextWriter output, SynthesisReport report)
    {
        var design = report.Design.Bundle.Design;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{design.Name}, edges of an array of {design.Rows}x{design.Columns} PEs of {design.Lanes} lanes, groups of {design.Group}, {design.DequantUnits} dequantization units a column"));
        output.WriteLine(SynthesisOutput.LibraryWords(report));
        foreach (SynthesisPoint point in report.Points)
        {
            SynthesisOutput.WriteFigures(output, report, point, null);
            if (EdgeTotal.Of(point) is { } total)
            {
                output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  all: {total.AreaPerMac:0.0} µm² a product a cycle, {ToPj * total.EnergyPerMac:0.000} pJ a product, {total.DelayNs:0.000} ns"));
            }
        }
    }
}
