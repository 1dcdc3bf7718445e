using System.Text;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>The work of one task: measures the points of a shard, one after the other, and writes a result file a measurement.
/// </summary>
/// <param name="path">The shard's file.</param>
public sealed class ShardWorker(string path)
{
    private readonly Shard _shard = SharedFile.Read<Shard>(path) is { Setup: not null, Points: not null } shard ? shard
        : throw new InputException($"{path}: no shard that can be read: mixpe explore --launcher slurm writes them");

    /// <summary>What measures.</summary>
    public MeasureSetup Setup => _shard.Setup;

    /// <summary>The beginning of the first line of a task's log that says that it has all that it needs: what happens from there
    /// on is of its points.</summary>
    /// <param name="shard">The shard's file.</param>
    public static string Greeting(string shard) => $"{shard} is measured on ";

    /// <summary>Measures what has no result file yet.</summary>
    /// <param name="measures">Those of <see cref="Setup"/>.</param>
    /// <param name="log">Told each measurement.</param>
    /// <param name="cancellation">Stops it; what is written stays.</param>
    /// <exception cref="InputException">The figures would be those of another build or of other tools.</exception>
    public void Run(IReadOnlyList<IMeasure> measures, TextWriter log, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentNullException.ThrowIfNull(log);
        log.WriteLine($"{Greeting(path)}{Environment.MachineName}");
        foreach (ShardPoint one in _shard.Points)
        {
            Design design = DesignLoader.Parse(Encoding.UTF8.GetBytes(one.Design), $"{path}: point '{one.Label}'");
            DesignPoint point = new(DesignIdentity.Hash(design), one.Label, design, [], [], false);
            foreach ((MetricSource source, string key) in one.Keys.OrderBy(pair => pair.Key))
            {
                IMeasure measure = measures.Single(measure => measure.Source == source);
                if (measure.Key(point) != key)
                {
                    throw new InputException(
                        $"{path}: point '{one.Label}': {Environment.MachineName} would measure its {Word(source)} otherwise: "
                        + "mixpe, or a tool that it runs, is of another version there, or the model or library is another one");
                }

                string result = ShardFolder.ResultOf(path, key);
                if (SharedFile.Read<Measurement>(result) is not null)
                {
                    continue;
                }

                cancellation.ThrowIfCancellationRequested();
                Measurement made = GuardedMeasure.Run(measure, point, cancellation);
                SharedFile.Write(result, made);
                log.WriteLine(FormattableString.Invariant(
                    $"{one.Label}: {Word(source)} {made.Status.ToString().ToLowerInvariant()} in {made.Seconds:F1} s {made.Message}")
                    .TrimEnd());
            }
        }
    }

    private static string Word(MetricSource source) => source.ToString().ToLowerInvariant();
}
