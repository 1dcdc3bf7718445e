namespace MixPe.Verif.Verify;

/// <summary>One thing that has to hold and the tests that carry it.</summary>
public sealed record TestPoint
{
    /// <summary>A unit of the manual, or a command: mixpe verify.</summary>
    public required string Unit { get; init; }

    /// <summary>What has to hold.</summary>
    public required string Point { get; init; }

    /// <summary>What is driven.</summary>
    public required string Stimulus { get; init; }

    /// <summary>What it is compared with.</summary>
    public required string Check { get; init; }

    /// <summary>The least level that runs it: quick, full or nightly.</summary>
    public required string Level { get; init; }

    /// <summary>verify CHECK, prove PROOF or test FIXTURE[.METHOD].</summary>
    public required List<string> Tests { get; init; }
}
