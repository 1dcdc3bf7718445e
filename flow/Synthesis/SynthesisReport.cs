using MixPe.Flow.Synthesis.Mapping;

namespace MixPe.Flow.Synthesis;

/// <summary>What the synthesis of a unit found.</summary>
/// <param name="Design">The design's unit, or the first of those at its edges.</param>
/// <param name="Library">The cells.</param>
/// <param name="Tools">Tools, with their versions, and a hash of the library: what figures are equal for.</param>
/// <param name="Sets">All netlists of the design's unit and of each baseline, or of each unit at the edges, the design first.</param>
/// <param name="Points">The smallest of them at each period, the shortest period first.</param>
public sealed record SynthesisReport(
    SynthesisSubject Design,
    TargetLibrary Library,
    string Tools,
    IReadOnlyList<(SynthesisSubject Subject, CandidateSet Set)> Sets,
    IReadOnlyList<SynthesisPoint> Points);
