using System.Globalization;
using System.Text;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The table of docs/qor.md that counts PEs together with the edges of their arrays, from records of both.</summary>
public static class QorEdges
{
    private const string Int8 = "w8a8";
    private static readonly string[] Int8Ways = [Int8, "w8a8-booth"];

    /// <summary>The table in Markdown, a row a record of edges: the smallest netlists, without a limit of the period. Integer activations are
    /// set beside the smallest INT8 PE of the same lanes, group and array with its edges, others beside the fused FP16 dot product, which has none.</summary>
    /// <param name="names">DESIGN[+FIELD=VALUE]... of the records of edges.</param>
    /// <param name="records">What was measured.</param>
    public static string Write(IEnumerable<string> names, HardwareRecords records)
    {
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(records);
        StringBuilder text = new("""
            | design | PE, µm² a product | edges | together | edges' share | PE, pJ a product | edges | together | ns | rival | of its area | of its energy |
            |---|---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (string name in names.Order(StringComparer.Ordinal))
        {
            text.Append(Row(name, HardwareRecords.DesignOf(name), records));
        }

        return text.ToString();
    }

    private static string Row(string name, Design design, HardwareRecords records)
    {
        if (records.Pes.At(design, double.PositiveInfinity) is not { EnergyPj: { } energy } pe
            || records.EdgesAt(design, double.PositiveInfinity) is not { } edges)
        {
            return string.Create(CultureInfo.InvariantCulture, $"| `{name}` | not measured | – | – | – | – | – | – | – | – | – | – |\n");
        }

        double area = pe.AreaUm2 / design.Lanes;
        double whole = area + edges.AreaUm2PerMac;
        var (rival, rivalArea, rivalEnergy) = Rival(design, records);
        string ratios = rivalArea is null || rivalEnergy is null
            ? "– | – | –"
            : string.Create(CultureInfo.InvariantCulture, $"{rival} | {whole / rivalArea:0.000} | {(energy + edges.EnergyPj) / rivalEnergy:0.000}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| `{name}` | {area:0} | {edges.AreaUm2PerMac:0} | {whole:0} | {edges.AreaUm2PerMac / whole:0 %} | {energy:0.00} | {edges.EnergyPj:0.00} | "
            + $"{energy + edges.EnergyPj:0.00} | {Math.Max(pe.DelayNs, edges.DelayNs):0.00} | {ratios} |\n");
    }

    // The smallest area and the least energy of any of its PEs, each by itself; the edges are the same for all.
    private static (string Name, double? Area, double? Energy) Rival(Design design, HardwareRecords records)
    {
        if (!design.Activations.IsInteger)
        {
            Design dot = DesignLoader.Load(QorDots.Fp16);
            return ($"`{QorDots.Fp16}`", Least(records.Pes.Of(dot).Select(pe => pe.AreaUm2 / dot.Lanes)), Least(records.Pes.Of(dot).Select(pe => pe.EnergyPj)));
        }

        string[] fields =
        [
            $"lanes={design.Lanes}", $"group={design.Group}", $"max_k={design.Tile.MaxK}", $"rows={design.Rows}", $"columns={design.Columns}",
            $"dequant_units={design.DequantUnits}",
        ];
        Design[] rivals =
        [
            .. Int8Ways.Select(way => DesignLoader.Load(way, fields)), DesignLoader.Load(Int8, [.. fields, "architecture=pair-sums"]),
        ];
        EdgeFigure? edges = records.EdgesAt(rivals[0], double.PositiveInfinity);
        return (
            "INT8",
            Least(rivals.SelectMany(rival => records.Pes.Of(rival)).Select(pe => pe.AreaUm2 / design.Lanes)) + edges?.AreaUm2PerMac,
            Least(rivals.SelectMany(rival => records.Pes.Of(rival)).Select(pe => pe.EnergyPj)) + edges?.EnergyPj);
    }

    private static double? Least(IEnumerable<double> figures) => figures.Select(figure => (double?)figure).Min();

    private static double? Least(IEnumerable<double?> figures) => figures.Min();
}
