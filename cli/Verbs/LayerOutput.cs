using System.Globalization;
using MixPe.Flow.Compare;
using MixPe.Generator.Designs;

namespace MixPe.Cli.Verbs;

/// <summary>How designs on the layers of a model are shown.</summary>
internal static class LayerOutput
{
    /// <summary>The JSON document's part; null where there is none.</summary>
    public static object? Document(LayerComparison? layers) => layers is null ? null : new
    {
        Model = layers.Words,
        Designs = layers.Designs.Select(one => new
        {
            Name = one.Asked,
            one.Design.Systems,
            one.Figures.WeightBits,
            one.Figures.SqnrDb,
            one.Figures.WorstSqnrDb,
            one.Figures.Cosine,
            one.Figures.Cycles,
            one.Figures.Utilization,
            one.Figures.Hardware?.Compared,
            one.Figures.Hardware?.Mismatches,
            RtlCycles = one.Figures.Hardware?.Cycles,
        }),
        Systems = layers.Systems.Select(one => new
        {
            one.System.Name,
            one.Figures.SqnrDb,
            one.Figures.WorstSqnrDb,
            one.Figures.Cosine,
            one.Figures.Cycles,
            one.Figures.Hardware?.Compared,
            one.Figures.Hardware?.Mismatches,
            RtlCycles = one.Figures.Hardware?.Cycles,
        }),
    };

    /// <summary>The table, if there is one.</summary>
    public static void Write(TextWriter output, LayerComparison? layers)
    {
        if (layers is null)
        {
            return;
        }

        bool hasTiles = layers.Designs.Any(one => one.Figures.Hardware is not null);
        int width = layers.Designs.Max(one => one.Asked.Length);
        output.WriteLine();
        output.WriteLine($"on {layers.Words}; bits by the golden model, cycles of the tile{(hasTiles ? ", both compared with the verilated tile" : "")}");
        output.WriteLine(
            $"  {"".PadRight(width)} {"bits a W",8} {"SQNR dB",8} {"worst",7} {"cosine",8} {"cycles",11} {"busy",8}  {(hasTiles ? $"{"compared",9} {"mismatches",10}  " : "")}{"PEs",-8} systems");
        foreach ((string asked, Design design, LayerFigures figures) in layers.Designs)
        {
            string array = string.Create(CultureInfo.InvariantCulture, $"{design.Rows}x{design.Columns}x{design.Lanes}");
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {asked.PadRight(width)} {figures.WeightBits,8:0.00} {figures.SqnrDb,8:0.00} {figures.WorstSqnrDb,7:0.00} {Cosine(figures.Cosine),8} {figures.Cycles,11} {figures.Utilization,8:P2}  {Tile(figures.Hardware)}{array,-8} {string.Join(", ", design.Systems)}"));
            if (figures.Hardware is { } counted && counted.Cycles != figures.Cycles)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{asked}: the tile took {counted.Cycles} cycles"));
            }
        }

        WriteSystems(output, layers, hasTiles);
    }

    private static void WriteSystems(TextWriter output, LayerComparison layers, bool hasTiles)
    {
        if (layers.Systems.Count == 0)
        {
            return;
        }

        int width = layers.Systems.Max(one => one.System.Name.Length);
        output.WriteLine();
        output.WriteLine("on the same layers, systems of several tiles (docs/systems.md), one tile after the other");
        output.WriteLine(
            $"  {"".PadRight(width)} {"SQNR dB",8} {"worst",7} {"cosine",8} {"cycles",11}  {(hasTiles ? $"{"compared",9} {"mismatches",10}  " : "")}tiles");
        foreach (var (system, figures) in layers.Systems)
        {
            string tiles = string.Join(", ", new[] { system.Dense, system.Down, system.Added }.OfType<Design>().Select(design => design.Name).Distinct());
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {system.Name.PadRight(width)} {figures.SqnrDb,8:0.00} {figures.WorstSqnrDb,7:0.00} {Cosine(figures.Cosine),8} {figures.Cycles,11}  {Tile(figures.Hardware)}{tiles}"));
            if (figures.Hardware is { } counted && counted.Cycles != figures.Cycles)
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{system.Name}: the tiles took {counted.Cycles} cycles"));
            }
        }
    }

    private static string Cosine(double? cosine) => cosine?.ToString("0.00000", CultureInfo.InvariantCulture) ?? "–";

    // Two columns where tiles have run.
    private static string Tile(LayerHardware? run) => run is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"{run.Compared,9} {run.Mismatches,10}  ");
}
