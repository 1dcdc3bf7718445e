namespace MixPe.Flow.Regress;

/// <summary>How far a run is.</summary>
/// <param name="Done">Tasks finished.</param>
/// <param name="Total">Tasks of the suite.</param>
/// <param name="Failed">Tasks failed.</param>
/// <param name="Share">0 to 1: of the tasks or of the budget, whichever is further.</param>
/// <param name="Left">The time that is probably left; null as long as nothing tells.</param>
public sealed record RegressProgress(int Done, int Total, int Failed, double Share, TimeSpan? Left);
