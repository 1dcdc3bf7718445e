using System.Globalization;
using MixPe.Flow.Compare;
using MixPe.Flow.Synthesis;

namespace MixPe.Cli.Verbs;

/// <summary>How designs side by side are shown.</summary>
internal static class CompareOutput
{
    private const string Nothing = "–";

    /// <summary>The JSON document.</summary>
    public static object Document(
        DesignComparison comparison, LayerComparison? layers, IReadOnlyList<NetworkComparison> networks)
    {
        return new
        {
            ClockNs = comparison.PeriodNs,
            ClockSource = comparison.IsQuoted ? "records" : "--clock-ns",
            comparison.CountsEdges,
            Designs = comparison.Designs.Select(one => new
            {
                Name = one.Asked,
                Design = one.Design.Name,
                Weights = one.Design.Weights.Name,
                Activations = one.Design.Activations.Name,
                one.Design.Lanes,
                one.AreaUm2,
                one.AreaPerMacUm2,
                one.EdgeAreaPerMacUm2,
                one.DelayNs,
                one.EnergyPjPerMac,
                one.EdgeEnergyPjPerMac,
                one.GmacsPerPe,
                one.GmacsPerMm2,
                EqualPes = new
                {
                    Area = comparison.Ratio(one, Area),
                    Throughput = comparison.Ratio(one, design => design.GmacsPerPe),
                },
                AreaPerMacRatio = comparison.Ratio(one, comparison.AreaPerMacUm2),
                EqualArea = new { Throughput = comparison.Ratio(one, comparison.ThroughputPerArea) },
                EnergyRatio = comparison.Ratio(one, comparison.EnergyPjPerMac),
                Library = one.Pe?.Library,
                Record = one.Pe?.Record,
                EdgeLibrary = one.Edges is { Library.Length: > 0 } known ? known.Library : null,
                EdgeRecord = one.Edges is { Record.Length: > 0 } edges ? edges.Record : null,
                Measure = one.Pe is null ? MeasureCommand.Of(one.Asked, []) : null,
                MeasureEdges = one.Pe is not null && one.Edges is null ? MeasureCommand.Of(one.Asked, [], SynthesisSubject.Edges) : null,
                Reason = one.Reason.Length > 0 ? one.Reason : null,
            }),
            Layers = LayerOutput.Document(layers),
            Networks = NetworkOutput.Document(networks),
            Paper = NetworkOutput.Paper(networks),
        };

        double? Area(ComparedDesign one) => one.Design.Lanes * comparison.AreaPerMacUm2(one);
    }

    /// <summary>The table.</summary>
    public static void Write(TextWriter output, DesignComparison comparison)
    {
        string[] libraries =
        [
            .. comparison.Designs.SelectMany(one => new[] { one.Pe?.Library, one.Edges?.Library })
                .OfType<string>().Where(name => name.Length > 0).Distinct(),
        ];
        string quoted = comparison.IsQuoted ? ", the longest period at which one of them is quoted" : "";
        output.WriteLine(Text($"at {comparison.PeriodNs} ns{quoted}; {(libraries.Length > 0 ? string.Join(", ", libraries) : "no library")}, no wires"));
        if (libraries.Length > 1)
        {
            output.WriteLine("CAUTION: areas of different libraries cannot be compared");
        }

        int width = comparison.Designs.Max(one => one.Asked.Length);
        string first = $"of {comparison.Designs[0].Asked}'s{(comparison.CountsEdges ? "" : ", PEs alone")}:";
        output.WriteLine(
            $"  {"".PadRight(width)} {"µm² a MAC",17} {"",7} {"pJ a MAC",15} {"GMAC/s",8} {"",7}  {first}");
        output.WriteLine(
            $"  {"".PadRight(width)} {"PE",9} {"edges",7} {"ns",7} {"PE",8} {"edges",6} {"a PE",8} {"a mm²",7}  {"µm²",6} {"pJ",7} {"throughput: equal PEs",22} {"equal area",11}");
        foreach (ComparedDesign one in comparison.Designs)
        {
            output.WriteLine(
                $"  {one.Asked.PadRight(width)} {Number(one.AreaPerMacUm2, "0.0"),9} {Number(one.EdgeAreaPerMacUm2, "0.0"),7} {Number(one.DelayNs, "0.000"),7} "
                + $"{Number(one.EnergyPjPerMac, "0.000"),8} {Number(one.EdgeEnergyPjPerMac, "0.000"),6} {Number(one.GmacsPerPe, "0.000"),8} {Number(one.GmacsPerMm2, "0.00"),7}  "
                + $"{Ratio(comparison.AreaPerMacUm2),6} {Ratio(comparison.EnergyPjPerMac),7} {Ratio(design => design.GmacsPerPe),22} "
                + $"{Ratio(comparison.ThroughputPerArea),11}");

            string Ratio(Func<ComparedDesign, double?> figure) => Number(comparison.Ratio(one, figure), "0.000");
        }

        foreach (ComparedDesign one in comparison.Designs.Where(one => one.Pe is null))
        {
            output.WriteLine($"{one.Asked}: {one.Reason}");
            if (one.GmacsPerPe is not null)
            {
                WriteMeasure(output, one.Asked, SynthesisSubject.Pe);
            }
        }

        foreach (ComparedDesign one in comparison.Designs.Where(one => one.Pe is not null && one.Edges is null))
        {
            output.WriteLine($"{one.Asked}, edges: {one.EdgeReason}");
            WriteMeasure(output, one.Asked, SynthesisSubject.Edges);
        }

        foreach (ComparedDesign one in comparison.Designs)
        {
            if (one.Pe is { } pe)
            {
                string edges = one.Edges is { Record.Length: > 0 } found ? $"; edges of {found.Record}, {Period(found.PeriodNs)}" : "";
                output.WriteLine($"{one.Asked}: {pe.Name} of {pe.Record}, {Period(pe.PeriodNs)}{edges}");
            }
        }

        if (comparison.Designs.All(one => one.Pe is null))
        {
            return;
        }

        output.WriteLine(comparison.CountsEdges
            ? "edges: dequantization units and activation sums, none for FP16 weights; not counted: registers around them, buffers, control"
            : "not counted in ratios, since those of a design are missing: edges; nor registers around them, buffers, control");
    }

    private static void WriteMeasure(TextWriter output, string asked, string unit) =>
        output.WriteLine($"  {MeasureCommand.Of(asked, [], unit)} > FILE.json measures it; --record FILE.json brings it here");

    private static string Period(double periodNs) =>
        double.IsFinite(periodNs) ? Text($"mapped for {periodNs} ns") : "mapped without a limit";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
