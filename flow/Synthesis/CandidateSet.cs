namespace MixPe.Flow.Synthesis;

/// <summary>All netlists of one unit.</summary>
/// <param name="All">In the order of their recipes.</param>
public sealed record CandidateSet(IReadOnlyList<Candidate> All)
{
    /// <summary>Those that no other one beats in area and delay, the fastest first.</summary>
    public IReadOnlyList<Candidate> Front { get; } =
    [
        .. All.Where(one => !All.Any(one.IsBeatenBy)).DistinctBy(one => (one.Area, one.DelayNs))
            .OrderBy(one => one.DelayNs),
    ];

    /// <summary>Least delay, in ns.</summary>
    public double FastestNs => Front[0].DelayNs;

    /// <summary>The smallest that meets a period; null if none does.</summary>
    /// <param name="periodNs">In ns; infinity for no limit.</param>
    public Candidate? At(double periodNs) =>
        Front.Where(one => one.DelayNs <= periodNs).MinBy(one => one.Area);

    /// <summary>Those that meet a period and are larger than the smallest of them by no more than a share of its area.</summary>
    /// <param name="periodNs">In ns; infinity for no limit.</param>
    /// <param name="slack">The share, 0 or more.</param>
    public IReadOnlyList<Candidate> Near(double periodNs, double slack) => At(periodNs) is { } smallest
        ? [.. All.Where(one => one.DelayNs <= periodNs && one.Area <= (1 + slack) * smallest.Area).DistinctBy(one => (one.Area, one.DelayNs))]
        : [];
}
