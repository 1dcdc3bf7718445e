using System.Globalization;
using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Results;

/// <summary>A line of points.csv.</summary>
/// <param name="Values">Its words by the name of their column.</param>
public sealed record ResultRow(IReadOnlyDictionary<string, string> Values)
{
    /// <summary>What the point is called.</summary>
    public string Label => Values["label"];

    /// <summary>The values of the fields that vary, by their names.</summary>
    public IReadOnlyDictionary<string, string> Choices { get; } = Values["label"].Split(' ')
        .Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The named designs that it equals.</summary>
    public string Named => Values["named"];

    /// <summary>The published systems that those follow.</summary>
    public string Systems => Values["systems"];

    /// <summary>How its measurements ended.</summary>
    public string Status => Values["status"];

    /// <summary>True for one of the space's references.</summary>
    public bool IsReference => Values["reference"] == "true";

    /// <summary>True if no other point beats it.</summary>
    public bool IsFront => Values["front"] == "true";

    /// <summary>Density as a multiple of FP16's; null where it does not exist.</summary>
    public double? Density => Number("density_fp16");

    /// <summary>By how much the density would be greater if there were no edges; null where it does not exist.</summary>
    public double? EdgeFactor =>
        (1 + (EdgeAreaPerMac / Figure(Metrics.AreaPerMac))) * (1 + (Figure(Metrics.EdgeEnergyPerMac) / Figure(Metrics.EnergyPerMac)));

    /// <summary>A PE's share of the edges a product a cycle, in µm²; null where it does not exist.</summary>
    public double? EdgeAreaPerMac => Figure(Metrics.EdgeArea) / Number("lanes");

    /// <summary>A figure; null where it does not exist.</summary>
    public double? Figure(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return Number(metric.Name);
    }

    /// <summary>Figures as costs, less being better; null unless all exist.</summary>
    public IReadOnlyList<double>? Costs(params IReadOnlyList<Metric> metrics) => Metrics.Costs(metrics, Figure);

    // Files of older versions lack columns.
    private double? Number(string column) =>
        Values.TryGetValue(column, out string? text) && text.Length > 0 ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
