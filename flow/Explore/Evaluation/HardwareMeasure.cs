using System.Globalization;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis;
using MixPe.Sim.Build;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>What a design's PE costs: the smallest netlist that meets its clock period, driven against the golden model before
/// any figure of it counts.</summary>
/// <param name="study">Synthesizes.</param>
/// <param name="options">Library and recipes; unit, periods and baselines are given here.</param>
/// <param name="tools">Tools, with their versions, and a hash of the library.</param>
/// <param name="version">Identifies the code that measures.</param>
public sealed class HardwareMeasure(SynthesisStudy study, SynthesisOptions options, string tools, string version) : IMeasure
{
    private const double Pico = 1e12;
    private const double SquareMicrons = 1e-6;

    // 10¹² products a second, in GMAC/s: any throughput that all give alike would do.
    private const double EqualThroughput = 1000;

    /// <inheritdoc/>
    public MetricSource Source => MetricSource.Hardware;

    /// <inheritdoc/>
    public string Key(DesignPoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return new CacheKey().Add("hardware 2").Add(version).Add(tools)
            .AddAll(options.Book.Styles.Select(style => style.Name))
            .AddAll(options.Book.Scripts.Select(script => script.Name + script.Text))
            .Add(point.Hash).Hash();
    }

    /// <inheritdoc/>
    public Measurement Run(DesignPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        if ((PeScope.Refusal(point.Design) ?? GemmProblem.WhyNoWeights(point.Design)) is { } reason)
        {
            return Measurement.None(MeasurementStatus.Unsupported, reason);
        }

        double period = (double)point.Design.ClockNs;
        SynthesisReport report = study.Run(
            point.Design,
            options with { Unit = "pe", PeriodsNs = [period], IsSweep = false, HasBaselines = false, Jobs = 1 },
            null,
            cancellation);
        SynthesisFigure figure = report.Points[0].Design;
        if (figure.Best is not { } best)
        {
            return Measurement.None(MeasurementStatus.Missed, string.Create(
                CultureInfo.InvariantCulture,
                $"no netlist meets {period} ns: the fastest takes {report.Sets[0].Set.FastestNs:F3} ns"));
        }

        return Measurement.Of(Figures(
            best.Area, best.DelayNs, figure.Energy!.PerMac * Pico, point.Design.Lanes, period, SustainedRate.Of(point.Design)));
    }

    /// <summary>The figures of a PE.</summary>
    /// <param name="area">Its cells, in µm².</param>
    /// <param name="delayNs">Its slowest path, in ns.</param>
    /// <param name="energyPj">Energy of a product, in pJ.</param>
    /// <param name="macs">Products a cycle, at most.</param>
    /// <param name="periodNs">Its clock period, in ns.</param>
    /// <param name="utilization">The share of them that the design sustains.</param>
    public static IEnumerable<(Metric Metric, double? Value)> Figures(
        double area, double delayNs, double energyPj, int macs, double periodNs, double utilization)
    {
        double throughput = macs * utilization / periodNs;
        double power = energyPj * throughput;
        double pes = EqualThroughput / throughput;
        return
        [
            (Metrics.Area, area),
            (Metrics.AreaPerMac, area / macs),
            (Metrics.Delay, delayNs),
            (Metrics.EnergyPerMac, energyPj),
            (Metrics.Utilization, utilization),
            (Metrics.Power, power),
            (Metrics.Throughput, throughput),
            (Metrics.ThroughputPerArea, throughput / (area * SquareMicrons)),
            (Metrics.Density, 1 / (pes * area * SquareMicrons * (pes * power * 1e-3))),
        ];
    }
}
