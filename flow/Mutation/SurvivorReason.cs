namespace MixPe.Flow.Mutation;

/// <summary>Why a mutant that no check finds is no fault of the checks, as somebody found out.</summary>
public sealed record SurvivorReason
{
    /// <summary>The unit that is mutated.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The module in it, without the design's name.</summary>
    public string Module { get; init; } = "";

    /// <summary>The source line's text, trimmed; digits stand for any number, since widths differ between designs.</summary>
    public string Line { get; init; } = "";

    /// <summary>What the mutant changes.</summary>
    public MutantOperator? Operator { get; init; }

    /// <summary>How the mutant's description begins.</summary>
    public string Place { get; init; } = "";

    /// <summary>The reason, in one sentence.</summary>
    public string Reason { get; init; } = "";
}
