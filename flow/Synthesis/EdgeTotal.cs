namespace MixPe.Flow.Synthesis;

/// <summary>All that an array's edges take for a product of its PEs.</summary>
/// <param name="AreaPerMac">Area over the products a cycle that are served when all PEs work, in the library's unit.</param>
/// <param name="EnergyPerMac">Energy a product, in J.</param>
/// <param name="DelayNs">Slowest path of all of them, in ns.</param>
public sealed record EdgeTotal(double AreaPerMac, double EnergyPerMac, double DelayNs)
{
    /// <summary>The sum over the units of a report of <see cref="SynthesisSubject.Edges"/>; null where one of them misses the period.</summary>
    /// <param name="point">The units at a period.</param>
    public static EdgeTotal? Of(SynthesisPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.All.Any(figure => figure.Best is null) ? null : new EdgeTotal(
            point.All.Sum(figure => figure.AreaPerMac!.Value),
            point.All.Sum(figure => figure.Energy!.PerMac),
            point.All.Max(figure => figure.Best!.DelayNs));
    }
}
