using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Tools;

namespace MixPe.Flow.Explore.Launch;

/// <summary>Measures in this process, several points at a time.</summary>
/// <param name="jobs">Points at a time, at least 1.</param>
public sealed class LocalLauncher(int jobs) : ILauncher
{
    /// <inheritdoc/>
    public void Require()
    {
        // The measures look for their own tools.
    }

    /// <inheritdoc/>
    public void Run(
        IReadOnlyList<PointWork> work, Action<WantedMeasurement, Measurement> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(done);
        SideBySide.ForEach(
            work,
            jobs,
            one =>
            {
                foreach (WantedMeasurement wanted in one.Wanted)
                {
                    done(wanted, GuardedMeasure.Run(wanted.Measure, one.Point, cancellation));
                }
            },
            cancellation);
    }

    /// <inheritdoc/>
    public void Finish()
    {
        // Nothing is left anywhere.
    }
}
