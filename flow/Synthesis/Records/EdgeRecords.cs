using System.Text.Json;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The figures of arrays' edges in bench/qor: what <c>mixpe synth --unit edges --json</c> wrote.</summary>
public sealed class EdgeRecords
{
    private const double PsOfNs = 1000;

    private readonly (string Kind, EdgeFigure Figure)[] _all;
    private readonly ILookup<string, EdgeFigure> _figures;

    private EdgeRecords((string Kind, EdgeFigure Figure)[] figures)
    {
        _all = figures;
        _figures = figures.ToLookup(one => one.Kind, one => one.Figure, StringComparer.Ordinal);
    }

    /// <summary>Reads records.</summary>
    /// <param name="records">Of each the design, the file's name and its text.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">Nor is it.</exception>
    public static EdgeRecords Of(IEnumerable<(Design Design, string File, string Text)> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new EdgeRecords([.. records.SelectMany(record => Read(record.Design, record.File, record.Text))]);
    }

    /// <summary>These and another record, in the place of what there is of the same edges.</summary>
    /// <inheritdoc cref="Of(IEnumerable{ValueTuple{Design, string, string}})"/>
    public EdgeRecords With(Design design, string file, string text)
    {
        string kind = EdgeKind.Of(design);
        return new EdgeRecords([.. _all.Where(one => one.Kind != kind), .. Read(design, file, text)]);
    }

    /// <summary>All figures of a design's edges; where it has none that count, one of zeros.</summary>
    /// <param name="design">The design.</param>
    public IReadOnlyList<EdgeFigure> Of(Design design) =>
        EdgeUnits.Of(design).Count == 0 ? [EdgeFigure.None] : [.. _figures[EdgeKind.Of(design)]];

    private static List<(string Kind, EdgeFigure Figure)> Read(Design design, string file, string text)
    {
        string kind = EdgeKind.Of(design);
        using JsonDocument document = JsonDocument.Parse(text);
        string library = document.RootElement.GetProperty("library").GetString()!;
        List<(string Kind, EdgeFigure Figure)> figures = [];
        foreach (JsonElement point in document.RootElement.GetProperty("points").EnumerateArray())
        {
            // Null where a unit met no period.
            if (QorRecord.Number(point, "area_um2_per_mac") is { } area
                && QorRecord.Number(point, "energy_pj_per_mac") is { } energy
                && QorRecord.Number(point, "delay_ps") is { } delay)
            {
                figures.Add((kind, new EdgeFigure(
                    file, library, QorRecord.Number(point, "clock_ns") ?? double.PositiveInfinity, area, delay / PsOfNs, energy)));
            }
        }

        return figures;
    }
}
