using Microsoft.Data.Sqlite;
using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Store;
using MixPe.Verif.Cli;
using MixPe.Verif.Explore;

namespace MixPe.Verif.Report;

/// <summary>Directories for reports, made without any outside tool.</summary>
internal static class ReportFolders
{
    /// <summary>Text that would run, or end its element, if it were not escaped.</summary>
    public const string Hostile = "</script><img src=x onerror=\"alert('1')\"> & \u2028 <!-- \u0001 {{x}} é";

    /// <summary>Twelve points and two references; one misses its period, one is not supported, one fails.</summary>
    public const string Space = """
        name: small
        base: mixpe-w4a8
        set: {clock_ns: 30}
        vary:
          weights: [uint3, uint4]
          group: [32, 64, 128]
          lanes: [4, 8]
        references: [fp16-fma, w8a8]
        metrics: [sqnr_db, density]
        """;

    public static readonly RunOrigin Origin = new(
        "layers of a test", "tools of a test", "few", "0.0.0", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    /// <summary>Writes a store of that space.</summary>
    public static IReadOnlyList<PointResult> Explore(string directory, string space = Space)
    {
        PointCatalogue catalogue = new(Spaces.Parse(space));
        Metric[] metrics = [Metrics.Sqnr, Metrics.Density];
        using ResultStore store = ResultStore.Open(Path.Combine(directory, ExploreFiles.Store));
        IMeasure[] measures = [new PointMeasure(MetricSource.Fidelity, Fidelity), new PointMeasure(MetricSource.Hardware, Hardware)];
        return new ExploreRun(catalogue, measures, store).Run(
            Samplers.Create(catalogue, default), metrics, new ExploreOptions(metrics) { Launcher = new LocalLauncher(1), Origin = Origin }).Results;
    }

    /// <summary>Changes a store as only a stranger would.</summary>
    public static void Run(string directory, string sql)
    {
        using SqliteConnection connection = new($"Data Source={Path.Combine(directory, ExploreFiles.Store)};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>A folder with what looks like the charting library.</summary>
    public static string FakeCharts(ScratchFolder scratch)
    {
        string folder = scratch["charts"];
        Directory.CreateDirectory(folder);
        foreach (string name in new[] { "d3", "plot" })
        {
            File.WriteAllText(Path.Combine(folder, $"{name}.min.js"), $"const {name} = '</script><!--';\r\n");
            File.WriteAllText(Path.Combine(folder, $"{name}.LICENSE"), $"{name} may be copied */");
        }

        return folder;
    }

    private static Measurement Fidelity(DesignPoint point) => Measurement.Of(
    [
        (Metrics.Sqnr, (6.0 * point.Design.Weights.Bits) + (0.01 * point.Design.Group)),
        (Metrics.WorstSqnr, point.Design.Weights.Name == "fp16" ? double.PositiveInfinity : 5.0 * point.Design.Weights.Bits),
    ]);

    private static Measurement Hardware(DesignPoint point)
    {
        (string Weights, int Group, int Lanes) = (point.Design.Weights.Name, point.Design.Group, point.Design.Lanes);
        double area = (800.0 * point.Design.Weights.Bits * Lanes) + Group;
        return (Weights, Group, Lanes) switch
        {
            ("uint3", 32, 4) => Measurement.None(MeasurementStatus.Missed, "it takes 31.5 ns"),
            ("uint3", 64, 4) => Measurement.None(MeasurementStatus.Unsupported, $"a part is outside: {Hostile}"),
            ("uint3", 128, 4) => throw new InvalidOperationException("out of order"),
            _ => Measurement.Of([(Metrics.Area, area), (Metrics.EnergyPerMac, 1000 / area), (Metrics.Density, 1e9 / (area * area))]),
        };
    }

    private sealed class PointMeasure(MetricSource source, Func<DesignPoint, Measurement> run) : IMeasure
    {
        public MetricSource Source => source;

        public string Key(DesignPoint point) => $"{source} {point.Hash}";

        public Measurement Run(DesignPoint point, CancellationToken cancellation) => run(point);
    }
}
