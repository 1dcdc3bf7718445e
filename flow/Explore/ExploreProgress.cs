namespace MixPe.Flow.Explore;

/// <summary>How far a run is.</summary>
/// <param name="Done">Points done, those that were kept included.</param>
/// <param name="Total">Points at most.</param>
/// <param name="Failed">Points failed.</param>
/// <param name="Left">The time that is probably left; null as long as nothing tells.</param>
public sealed record ExploreProgress(int Done, int Total, int Failed, TimeSpan? Left);
