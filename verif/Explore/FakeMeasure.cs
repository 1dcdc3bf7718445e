using System.Collections.Concurrent;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Points;

namespace MixPe.Verif.Explore;

/// <summary>A measure without an outside tool, which remembers what it was asked.</summary>
internal sealed class FakeMeasure(MetricSource source, Func<DesignPoint, Measurement> run) : IMeasure
{
    private readonly ConcurrentQueue<string> _asked = [];

    public IReadOnlyCollection<string> Asked => _asked;

    public MetricSource Source => source;

    /// <summary>By the format of the weights and the group alone, so that points may share it.</summary>
    public string Key(DesignPoint point) => $"{source} {point.Design.Weights} {point.Design.Group}";

    public Measurement Run(DesignPoint point, CancellationToken cancellation)
    {
        _asked.Enqueue(Key(point));
        return run(point);
    }
}
