using System.Text.Json;
using MixPe.Flow.Synthesis.Baselines;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>The figures of PEs in bench/qor: those of the designs that were synthesized, and of the baselines beside them.
/// </summary>
public sealed class PeRecords
{
    private const double PsOfNs = 1000;

    private readonly (PeKind Kind, PeFigure Figure)[] _all;
    private readonly ILookup<PeKind, PeFigure> _figures;

    private PeRecords((PeKind Kind, PeFigure Figure)[] figures)
    {
        _all = figures;
        _figures = figures.ToLookup(one => one.Kind, one => one.Figure);
    }

    /// <summary>Reads records.</summary>
    /// <param name="records">Of each the design, the file's name and its text: what <c>mixpe synth --unit pe --json</c> wrote.</param>
    /// <exception cref="JsonException">A text is no record.</exception>
    /// <exception cref="KeyNotFoundException">Nor is it.</exception>
    public static PeRecords Of(IEnumerable<(Design Design, string File, string Text)> records)
    {
        ArgumentNullException.ThrowIfNull(records);
        return new PeRecords([.. records.SelectMany(record => Read(record.Design, record.File, record.Text))]);
    }

    /// <summary>These and another record, in the place of what there is of the same PEs.</summary>
    /// <inheritdoc cref="Of(IEnumerable{ValueTuple{Design, string, string}})"/>
    public PeRecords With(Design design, string file, string text)
    {
        var added = Read(design, file, text);
        return new PeRecords([.. _all.Where(one => added.All(other => other.Kind != one.Kind)), .. added]);
    }

    /// <summary>All figures of a design's PE.</summary>
    public IReadOnlyList<PeFigure> Of(Design design) => [.. _figures[PeKind.Of(design)]];

    /// <summary>The period that a design's figures are quoted at: of a record of it the longest one that is a limit, a quarter
    /// more than the shortest that the design and all its baselines meet. Of several records the shortest such period; records that it
    /// is only a baseline in, perhaps of much slower PEs, count where it has none of its own. Null if it was not measured.</summary>
    public double? QuotedPeriodNs(Design design)
    {
        ILookup<bool, PeFigure> limited = Of(design).Where(figure => double.IsFinite(figure.PeriodNs)).ToLookup(figure => figure.IsOwn);
        double[] periods =
        [
            .. limited[limited.Contains(true)].GroupBy(figure => figure.Record, StringComparer.Ordinal)
                .Select(record => record.Max(figure => figure.PeriodNs)),
        ];
        return periods.Length == 0 ? null : periods.Min();
    }

    /// <summary>The smallest measured netlist of a design's PE that meets a period; null if none does.</summary>
    /// <param name="design">The design.</param>
    /// <param name="periodNs">The period, ns.</param>
    public PeFigure? At(Design design, double periodNs) => Of(design)
        .Where(figure => figure.DelayNs <= periodNs)
        .OrderBy(figure => figure.AreaUm2)
        .ThenBy(figure => figure.EnergyPj ?? double.PositiveInfinity)
        .FirstOrDefault();

    private static List<(PeKind Kind, PeFigure Figure)> Read(Design design, string name, string text)
    {
        Dictionary<string, PeKind> baselines = BaselinePlan.For(design, "pe")
            .ToDictionary(baseline => baseline.Name, baseline => PeKind.Of(baseline.Design), StringComparer.Ordinal);
        using JsonDocument document = JsonDocument.Parse(text);
        string library = document.RootElement.GetProperty("library").GetString()!;
        List<(PeKind Kind, PeFigure Figure)> figures = [];
        foreach (JsonElement point in document.RootElement.GetProperty("points").EnumerateArray())
        {
            double period = QorRecord.Number(point, "clock_ns") ?? double.PositiveInfinity;
            Add(PeKind.Of(design), point.GetProperty("design"), true);
            foreach (JsonElement baseline in point.GetProperty("baselines").EnumerateArray())
            {
                // A baseline that this version no longer makes is nothing that it has a figure of.
                if (baselines.TryGetValue(baseline.GetProperty("name").GetString()!, out PeKind? kind))
                {
                    Add(kind, baseline, false);
                }
            }

            void Add(PeKind kind, JsonElement figure, bool isOwn)
            {
                // Null where no netlist met the period.
                if (QorRecord.Number(figure, "area_um2") is { } area && QorRecord.Number(figure, "delay_ps") is { } delay)
                {
                    figures.Add((kind, new PeFigure(
                        name, figure.GetProperty("name").GetString()!, library, period, area, delay / PsOfNs,
                        QorRecord.Number(figure, "energy_pj_per_mac"))
                    { IsOwn = isOwn }));
                }
            }
        }

        return figures;
    }
}
