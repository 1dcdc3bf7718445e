using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>What one task of an array measures.</summary>
/// <param name="Setup">What measures.</param>
/// <param name="Points">The points.</param>
public sealed record Shard(MeasureSetup Setup, IReadOnlyList<ShardPoint> Points);

/// <summary>A point of a shard.</summary>
/// <param name="Label">What it is called in messages.</param>
/// <param name="Design">The design, as YAML with every field.</param>
/// <param name="Keys">The keys of what is wanted of it, by what it is of: another build of this tool, or other tools on the
/// machine, come to other keys.</param>
public sealed record ShardPoint(string Label, string Design, IReadOnlyDictionary<MetricSource, string> Keys)
{
    /// <summary>That of a point.</summary>
    public static ShardPoint Of(PointWork work)
    {
        ArgumentNullException.ThrowIfNull(work);
        return new ShardPoint(
            work.Point.Label,
            Generator.Designs.ResolvedDesign.Write(work.Point.Design),
            work.Wanted.ToDictionary(wanted => wanted.Measure.Source, wanted => wanted.Key));
    }
}
