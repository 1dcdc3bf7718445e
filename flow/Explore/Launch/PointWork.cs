using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Launch;

/// <summary>A point of which measurements are wanted.</summary>
/// <param name="Point">The point.</param>
/// <param name="Wanted">What is wanted of it, at least one.</param>
public sealed record PointWork(DesignPoint Point, IReadOnlyList<WantedMeasurement> Wanted);
