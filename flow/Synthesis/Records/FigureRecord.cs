using System.Globalization;
using System.Text.Json;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>Figures of a unit that were kept, as <c>mixpe synth --json</c> wrote them: no change may make them worse.
/// </summary>
/// <param name="Design">The design's module prefix.</param>
/// <param name="Unit">The unit.</param>
/// <param name="Tools">Tools and library that they were found with.</param>
/// <param name="Points">The figures at each period.</param>
public sealed record FigureRecord(string Design, string Unit, string Tools, IReadOnlyList<KeptPoint> Points)
{
    // Worse by more than this is worse.
    private const double Tolerance = 0.01;
    private const double ToPj = 1e12;

    /// <summary>The periods, in ns; infinity for no limit.</summary>
    public IReadOnlyList<double> PeriodsNs => [.. Points.Select(point => point.PeriodNs)];

    /// <summary>Reads a record.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="InputException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static FigureRecord Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllText(file));
            JsonElement root = document.RootElement;
            string unit = root.GetProperty("unit").GetString()!;
            return new FigureRecord(
                root.GetProperty("design").GetString()!,
                unit,
                root.GetProperty("tools").GetString()!,
                [.. root.GetProperty("points").EnumerateArray().Select(point => unit == SynthesisSubject.Edges ? Edges(point) : Point(point))]);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"--against: {file}: what mixpe synth --json writes is wanted: {fault.Message}");
        }
    }

    /// <summary>What is worse in a report than here, in words.</summary>
    /// <param name="report">A report of the same periods, by the same tools.</param>
    public IReadOnlyList<string> WorseIn(SynthesisReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        bool isEdges = Unit == SynthesisSubject.Edges;
        return
        [
            .. Points.Zip(report.Points).SelectMany(pair =>
                Worse(pair.First, isEdges ? Edges(pair.Second) : Own(pair.Second), isEdges ? "0.0" : "0")),
        ];
    }

    private static KeptPoint Point(JsonElement point)
    {
        JsonElement design = point.GetProperty("design");
        return new KeptPoint(
            Number(point, "clock_ns") ?? double.PositiveInfinity,
            Number(design, "area_um2"),
            Number(design, "energy_pj_per_mac"));
    }

    private static KeptPoint Edges(JsonElement point) => new(
        Number(point, "clock_ns") ?? double.PositiveInfinity, Number(point, "area_um2_per_mac"), Number(point, "energy_pj_per_mac"));

    private static KeptPoint Own(SynthesisPoint point) =>
        new(point.PeriodNs, point.Design.Best?.Area, ToPj * point.Design.Energy?.PerMac);

    private static KeptPoint Edges(SynthesisPoint point)
    {
        EdgeTotal? total = EdgeTotal.Of(point);
        return new KeptPoint(point.PeriodNs, total?.AreaPerMac, ToPj * total?.EnergyPerMac);
    }

    private static double? Number(JsonElement parent, string name) =>
        parent.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;

    private static IEnumerable<string> Worse(KeptPoint kept, KeptPoint now, string format)
    {
        string where = double.IsFinite(kept.PeriodNs)
            ? string.Create(CultureInfo.InvariantCulture, $"at {kept.PeriodNs} ns")
            : "without a limit";
        if (kept.Area is { } area && !(now.Area <= area * (1 + Tolerance)))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{where}: area {now.Area?.ToString(format, CultureInfo.InvariantCulture)} µm², was {area.ToString(format, CultureInfo.InvariantCulture)}");
        }

        if (kept.EnergyPj is { } energy && !(now.EnergyPj <= energy * (1 + Tolerance)))
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"{where}: energy {now.EnergyPj:0.000} pJ a MAC, was {energy:0.000}");
        }
    }
}
