namespace MixPe.Flow.Verify;

/// <summary>How a design is verified.</summary>
public sealed record VerifyOptions
{
    /// <summary>How much.</summary>
    public VerifyLevel Level { get; init; }

    /// <summary>Determines every random choice.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Longest time; a check that has begun ends its case. Nightly fills it. Null for no limit.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Checks to run, by the beginning of their names; empty for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];

    /// <summary>Folder of failing cases: those in it run first, new ones go into it.</summary>
    public string Corpus { get; init; } = Path.Combine("verif", "corpus");

    /// <summary>Folder of waveforms.</summary>
    public string Output { get; init; } = Path.Combine("out", "verify");

    /// <summary>What a replay line begins with: the command and the design as the user wrote them.</summary>
    public string Command { get; init; } = "mixpe verify";

    /// <summary>Whether lines and toggles are counted too.</summary>
    public bool HasStructuralCoverage { get; init; }

    /// <summary>Checks at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
