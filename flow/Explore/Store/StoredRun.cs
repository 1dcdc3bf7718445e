using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Store;

/// <summary>What a store has of its last run.</summary>
/// <param name="Description">What was run; without fields where an older version of the tool made the store.</param>
/// <param name="Results">Every point of it.</param>
/// <param name="Refusals">Why combinations are no points.</param>
public sealed record StoredRun(
    RunDescription Description, IReadOnlyList<PointResult> Results, IReadOnlyList<Refusal> Refusals);
