using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Flow.Explore.Launch;

/// <summary>A measurement that is not there yet.</summary>
/// <param name="Key">Hash of all that decides it.</param>
/// <param name="Measure">What makes it.</param>
public sealed record WantedMeasurement(string Key, IMeasure Measure);
