namespace MixPe.Flow.Explore.Evaluation;

/// <summary>A figure of a point.</summary>
/// <param name="Name">Name in files and on the command line; ends with the unit where there is one.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsMore">True if more is better.</param>
/// <param name="Title">What it is, with its unit, for axes.</param>
/// <param name="Meaning">One sentence for the manual.</param>
public sealed record Metric(string Name, MetricSource Source, bool IsMore, string Title, string Meaning)
{
    /// <summary>True for what needs sentences: layers without any have no such figure.</summary>
    public bool IsOfSentences { get; init; }

    /// <summary>True for what is a logarithm already.</summary>
    public bool IsDecibel { get; init; }

    /// <summary>The figure as a cost: less is better.</summary>
    /// <param name="value">The figure.</param>
    public double Cost(double value) => IsMore ? -value : value;
}
