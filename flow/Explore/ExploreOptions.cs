using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch;
using MixPe.Flow.Explore.Store;

namespace MixPe.Flow.Explore;

/// <summary>How a space is evaluated.</summary>
/// <param name="Objectives">What a search weighs.</param>
public sealed record ExploreOptions(IReadOnlyList<Metric> Objectives)
{
    /// <summary>Where measurements are made.</summary>
    public ILauncher Launcher { get; init; } = new LocalLauncher(Environment.ProcessorCount);

    /// <summary>Where the figures come from, for the store; null where nobody asks.</summary>
    public RunOrigin? Origin { get; init; }

    /// <summary>Whether what failed in a run before is measured again.</summary>
    public bool Retry { get; init; }
}
