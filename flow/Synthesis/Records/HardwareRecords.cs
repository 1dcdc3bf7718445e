using System.Text.Json;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>What was measured: PEs, and the edges of their arrays.</summary>
/// <param name="Pes">The PEs.</param>
/// <param name="Edges">The edges.</param>
public sealed record HardwareRecords(PeRecords Pes, EdgeRecords Edges)
{
    private const string Folder = "bench/qor/osu018/";
    private const string Option = "--record";

    /// <summary>The committed records, which come with the tool.</summary>
    public static HardwareRecords Committed() => new(
        PeRecords.Of(Resources(SynthesisSubject.Pe)),
        EdgeRecords.Of(Resources(SynthesisSubject.Edges)));

    /// <summary>The period that a design's figures are quoted at, ns: the longer of its PE's and its edges', of which neither is known to meet
    /// a shorter one with time to spare. Null if its PE was not measured.</summary>
    /// <param name="design">The design.</param>
    public double? QuotedPeriodNs(Design design) => Pes.QuotedPeriodNs(design) is { } pe
        ? EdgesOf(design).Select(figure => figure.PeriodNs).Where(double.IsFinite).Append(pe).Max()
        : null;

    /// <summary>The figures of a design's edges in the library of its PE's; where it has none that count, one of zeros.</summary>
    /// <param name="design">The design.</param>
    public IReadOnlyList<EdgeFigure> EdgesOf(Design design)
    {
        HashSet<string> libraries = [.. Pes.Of(design).Select(figure => figure.Library)];
        return [.. Edges.Of(design).Where(figure => figure == EdgeFigure.None || libraries.Count == 0 || libraries.Contains(figure.Library))];
    }

    /// <summary>The smallest measured netlists of a design's edges that meet a period, in the library of its PE's; null if none do.</summary>
    /// <param name="design">The design.</param>
    /// <param name="periodNs">The period, ns.</param>
    public EdgeFigure? EdgesAt(Design design, double periodNs) => EdgesOf(design)
        .Where(figure => figure.DelayNs <= periodNs)
        .OrderBy(figure => figure.AreaUm2PerMac)
        .ThenBy(figure => figure.EnergyPj)
        .FirstOrDefault();

    /// <summary>These and a record of the user's own, in the place of what there is of the same hardware.</summary>
    /// <param name="file">What <c>mixpe synth --unit pe|edges --json</c> wrote.</param>
    /// <param name="designs">The designs that it may be of.</param>
    /// <exception cref="InputException">It is no such file, or of none of them.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public HardwareRecords With(string file, IEnumerable<Design> designs)
    {
        string text = File.ReadAllText(file);
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            string name = document.RootElement.GetProperty("design").GetString()!;
            string unit = document.RootElement.GetProperty("unit").GetString()!;
            Design? design = designs.FirstOrDefault(design => design.Name == name);
            if (design is null || unit is not (SynthesisSubject.Pe or SynthesisSubject.Edges))
            {
                throw new InputException(
                    $"{Option}: {file}: it is of {unit} of {name}: that of pe or edges of a given design is wanted");
            }

            return unit == SynthesisSubject.Pe
                ? this with { Pes = Pes.With(design, file, text) }
                : this with { Edges = Edges.With(design, file, text) };
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException($"{Option}: {file}: what mixpe synth --json writes is wanted: {fault.Message}");
        }
    }

    /// <summary>The design of a record's name.</summary>
    /// <param name="name">DESIGN[+FIELD=VALUE]...</param>
    /// <exception cref="DesignException">It is none.</exception>
    internal static Design DesignOf(string name)
    {
        string[] words = name.Split('+');
        return DesignLoader.Load(words[0], words[1..]);
    }

    private static IEnumerable<(Design Design, string File, string Text)> Resources(string unit)
    {
        var assembly = typeof(HardwareRecords).Assembly;
        string folder = $"{Folder}{unit}/";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name =>
            {
                using StreamReader reader = new(assembly.GetManifestResourceStream(name)!);
                return (DesignOf(Path.GetFileNameWithoutExtension(name[folder.Length..])), name, reader.ReadToEnd());
            });
    }
}
