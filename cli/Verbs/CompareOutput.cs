using System.Globalization;
using MixPe.Flow.Compare;
using MixPe.Flow.Synthesis.Records;

namespace MixPe.Cli.Verbs;

/// <summary>How designs side by side are shown.</summary>
internal static class CompareOutput
{
    private const string Nothing = "–";

    /// <summary>The JSON document.</summary>
    public static object Document(
        DesignComparison comparison, LayerComparison? layers, IReadOnlyList<NetworkComparison> networks) => new
        {
            ClockNs = comparison.PeriodNs,
            ClockSource = comparison.IsQuoted ? "records" : "--clock-ns",
            Designs = comparison.Designs.Select(one => new
            {
                Name = one.Asked,
                Design = one.Design.Name,
                Weights = one.Design.Weights.Name,
                Activations = one.Design.Activations.Name,
                one.Design.Lanes,
                one.AreaUm2,
                one.AreaPerMacUm2,
                one.DelayNs,
                one.EnergyPjPerMac,
                one.GmacsPerPe,
                one.GmacsPerMm2,
                EqualPes = new
                {
                    Area = comparison.Ratio(one, design => design.AreaUm2),
                    Throughput = comparison.Ratio(one, design => design.GmacsPerPe),
                },
                EqualArea = new { Throughput = comparison.Ratio(one, design => design.GmacsPerMm2) },
                EnergyRatio = comparison.Ratio(one, design => design.EnergyPjPerMac),
                Library = one.Pe?.Library,
                Record = one.Pe?.Record,
                Measure = one.Pe is null ? MeasureCommand.Of(one.Asked, []) : null,
                Reason = one.Reason.Length > 0 ? one.Reason : null,
            }),
            Layers = LayerOutput.Document(layers),
            Networks = NetworkOutput.Document(networks),
            Paper = NetworkOutput.Paper(networks),
        };

    /// <summary>The table.</summary>
    public static void Write(TextWriter output, DesignComparison comparison)
    {
        string[] libraries = [.. comparison.Designs.Select(one => one.Pe?.Library).OfType<string>().Distinct()];
        string quoted = comparison.IsQuoted ? ", the longest period at which one of them is quoted" : "";
        output.WriteLine(Text($"PEs at {comparison.PeriodNs} ns{quoted}; {(libraries.Length > 0 ? string.Join(", ", libraries) : "no library")}, no wires"));
        if (libraries.Length > 1)
        {
            output.WriteLine("CAUTION: areas of different libraries cannot be compared");
        }

        int width = comparison.Designs.Max(one => one.Asked.Length);
        string first = $"of {comparison.Designs[0].Asked}'s";
        output.WriteLine(
            $"  {"".PadRight(width)} {"area µm²",10} {"a MAC",9} {"ns",7} {"pJ a MAC",9} {"GMAC/s",8} {"a mm²",9}  {first}:");
        output.WriteLine($"  {"".PadRight(width)} {"",10} {"",9} {"",7} {"",9} {"a PE",8} {"",9}  {"area",7} {"energy",7} {"throughput: equal PEs",22} {"equal area",11}");
        foreach (ComparedDesign one in comparison.Designs)
        {
            output.WriteLine(
                $"  {one.Asked.PadRight(width)} {Number(one.AreaUm2, "0"),10} {Number(one.AreaPerMacUm2, "0.0"),9} {Number(one.DelayNs, "0.000"),7} "
                + $"{Number(one.EnergyPjPerMac, "0.000"),9} {Number(one.GmacsPerPe, "0.000"),8} {Number(one.GmacsPerMm2, "0.00"),9}  "
                + $"{Ratio(design => design.AreaUm2),7} {Ratio(design => design.EnergyPjPerMac),7} {Ratio(design => design.GmacsPerPe),22} "
                + $"{Ratio(design => design.GmacsPerMm2),11}");

            string Ratio(Func<ComparedDesign, double?> figure) => Number(comparison.Ratio(one, figure), "0.000");
        }

        foreach (ComparedDesign one in comparison.Designs.Where(one => one.Pe is null))
        {
            output.WriteLine($"{one.Asked}: {one.Reason}");
            if (one.GmacsPerPe is not null)
            {
                output.WriteLine($"  {MeasureCommand.Of(one.Asked, [])} > FILE.json measures it; --record FILE.json brings it here");
            }
        }

        foreach (ComparedDesign one in comparison.Designs)
        {
            if (one.Pe is { } pe)
            {
                output.WriteLine($"{one.Asked}: {pe.Name} of {pe.Record}, {Period(pe)}");
            }
        }

        output.WriteLine("not counted: edges, dequantization, activation sums, buffers");
    }

    private static string Period(PeFigure pe) =>
        double.IsFinite(pe.PeriodNs) ? Text($"mapped for {pe.PeriodNs} ns") : "mapped without a limit";

    private static string Number(double? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? Nothing;

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
