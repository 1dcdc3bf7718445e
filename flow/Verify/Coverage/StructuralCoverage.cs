using System.Globalization;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>How often each line ran and each bit changed, added up over instances, units and runs.</summary>
/// <param name="bundle">The bundle whose modules count; a bench's wrapper does not.</param>
public sealed class StructuralCoverage(RtlBundle bundle)
{
    private readonly Dictionary<CoveragePoint, long> _counts = [];
    private readonly Dictionary<string, string> _units = bundle.Modules.ToDictionary(
        module => $"{module.Name}.sv", module => module.Unit, StringComparer.Ordinal);

    private readonly Lock _lock = new();

    /// <summary>Every point with its count.</summary>
    public IReadOnlyDictionary<CoveragePoint, long> Counts => _counts;

    /// <summary>Adds what Verilator wrote: lines as C '\x01f\x02file\x01l\x02line…' count.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="only">The kind of points that count; both if left out.</param>
    /// <exception cref="FormatException">It is no such file.</exception>
    public void Add(IEnumerable<string> lines, string? only = null)
    {
        lock (_lock)
        {
            foreach (string line in lines.Where(line => line.StartsWith("C '", StringComparison.Ordinal)))
            {
                Add(line, only);
            }
        }
    }

    /// <summary>Adds the counts of another run.</summary>
    public void Merge(StructuralCoverage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        lock (_lock)
        {
            foreach (var (point, count) in other._counts)
            {
                _counts[point] = _counts.GetValueOrDefault(point) + count;
            }
        }
    }

    /// <summary>Leaves out bits that cannot change. Verilator counts some of them in every cycle: it compares with a
    /// copy that is never updated.</summary>
    /// <param name="constants">Unit names and bits.</param>
    /// <returns>Number of points left out.</returns>
    public int LeaveOut(IReadOnlySet<(string Module, string Name)> constants)
    {
        ArgumentNullException.ThrowIfNull(constants);
        CoveragePoint[] found = [.. _counts.Keys.Where(point =>
            point.Kind == "toggle" && constants.Contains((point.Module, point.Name)))];
        foreach (CoveragePoint point in found)
        {
            _counts.Remove(point);
        }

        LeftOut += found.Length;
        return found.Length;
    }

    /// <summary>Bits left out because they are constants.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Covered points and all points of a kind.</summary>
    public (int Covered, int All) Of(string kind) => (
        _counts.Count(point => point.Key.Kind == kind && point.Value > 0),
        _counts.Count(point => point.Key.Kind == kind));

    /// <summary>Points of a kind that never counted, in order.</summary>
    public IReadOnlyList<CoveragePoint> Holes(string kind) =>
    [
        .. _counts.Where(point => point.Key.Kind == kind && point.Value == 0).Select(point => point.Key)
            .OrderBy(point => point.Module, StringComparer.Ordinal).ThenBy(point => point.Line)
            .ThenBy(point => point.Name, StringComparer.Ordinal),
    ];

    private void Add(string line, string? only)
    {
        int end = line.LastIndexOf("' ", StringComparison.Ordinal);
        if (end < 0 || !long.TryParse(line.AsSpan(end + 2), CultureInfo.InvariantCulture, out long count))
        {
            throw new FormatException($"no line of a coverage file: {line}");
        }

        var fields = line[3..end].Split('\u0001', StringSplitOptions.RemoveEmptyEntries)
            .Select(field => field.Split('\u0002', 2))
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        if (!_units.TryGetValue(Path.GetFileName(fields["f"]), out string? unit))
        {
            return;
        }

        // Branches count with the lines: each arm is a point of its own.
        string kind = fields["page"].StartsWith("v_toggle", StringComparison.Ordinal) ? "toggle" : "line";
        var point = new CoveragePoint(
            kind, unit, int.Parse(fields["l"], CultureInfo.InvariantCulture), fields.GetValueOrDefault("o", ""));
        if (only is null || only == kind)
        {
            _counts[point] = _counts.GetValueOrDefault(point) + count;
        }
    }
}
