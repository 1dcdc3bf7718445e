using System.Globalization;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;

namespace MixPe.Flow.Explore.Evaluation;

/// <summary>What a design's PE costs, and its share of the units at its array's edges: of each the netlist of the least energy among the smallest
/// that meet the clock period, driven against the golden model before any figure of it counts.</summary>
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
        return new CacheKey().Add("hardware 4").Add(version).Add(tools)
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
        List<SynthesisFigure> figures = [];
        foreach (string unit in new[] { SynthesisSubject.Pe }.Concat(EdgeUnits.Of(point.Design)))
        {
            if (Figure(point.Design, unit, period, cancellation, out string missed) is not { } figure)
            {
                return Measurement.None(MeasurementStatus.Missed, missed);
            }

            figures.Add(figure);
        }

        double utilization = SustainedRate.Of(point.Design);
        UnitCost[] costs =
        [
            .. figures.Select(figure => new UnitCost(point.Design.Lanes * figure.AreaPerMac!.Value, Pico * figure.Energy!.PerMac)),
        ];
        return Measurement.Of(Figures(
            costs[0],
            new UnitCost(costs.Skip(1).Sum(cost => cost.Area), costs.Skip(1).Sum(cost => cost.EnergyPerMac)),
            figures.Max(figure => figure.Best!.DelayNs),
            point.Design.Lanes,
            period,
            utilization));
    }

    // Edges have a cycle for each addition: few ways do where one of them meets the period, else all are tried.
    private SynthesisFigure? Figure(
        Design design, string unit, double period, CancellationToken cancellation, out string missed)
    {
        RecipeBook[] books = unit == SynthesisSubject.Pe ? [options.Book] : [options.Book.Small, options.Book];
        missed = "";
        foreach (RecipeBook book in books)
        {
            SynthesisReport report = study.Run(
                design,
                options with
                {
                    Unit = unit,
                    PeriodsNs = [period],
                    IsSweep = false,
                    HasBaselines = false,
                    Jobs = 1,
                    Book = book,
                    AreaSlack = SynthesisOptions.NearlyEqual,
                },
                null,
                cancellation);
            if (report.Points[0].Design is { Best: not null } figure)
            {
                return figure;
            }

            missed = string.Create(
                CultureInfo.InvariantCulture,
                $"no netlist of its {unit} meets {period} ns: the fastest takes {report.Sets[0].Set.FastestNs:F3} ns");
        }

        return null;
    }

    /// <summary>The figures of a PE and its share of the edges.</summary>
    /// <param name="pe">The PE.</param>
    /// <param name="edge">Its share of what is at the edges.</param>
    /// <param name="delayNs">The slowest path of all, in ns.</param>
    /// <param name="macs">Products a cycle, at most.</param>
    /// <param name="periodNs">The clock period, in ns.</param>
    /// <param name="utilization">The share of them that the design sustains.</param>
    public static IEnumerable<(Metric Metric, double? Value)> Figures(
        UnitCost pe, UnitCost edge, double delayNs, int macs, double periodNs, double utilization)
    {
        ArgumentNullException.ThrowIfNull(pe);
        ArgumentNullException.ThrowIfNull(edge);
        double throughput = macs * utilization / periodNs;
        double area = pe.Area + edge.Area;
        double power = (pe.EnergyPerMac + edge.EnergyPerMac) * throughput;
        double pes = EqualThroughput / throughput;
        return
        [
            (Metrics.Area, pe.Area),
            (Metrics.AreaPerMac, pe.Area / macs),
            (Metrics.EdgeArea, edge.Area),
            (Metrics.Delay, delayNs),
            (Metrics.EnergyPerMac, pe.EnergyPerMac),
            (Metrics.EdgeEnergyPerMac, edge.EnergyPerMac),
            (Metrics.Utilization, utilization),
            (Metrics.Power, power),
            (Metrics.Throughput, throughput),
            (Metrics.ThroughputPerArea, throughput / (area * SquareMicrons)),
            (Metrics.Density, 1 / (pes * area * SquareMicrons * (pes * power * 1e-3))),
        ];
    }
}
