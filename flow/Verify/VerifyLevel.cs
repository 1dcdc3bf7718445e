namespace MixPe.Flow.Verify;

/// <summary>How much is run.</summary>
public enum VerifyLevel
{
    /// <summary>Seconds a unit: what every mutant is run against.</summary>
    Quick,

    /// <summary>Every exhaustive space that fits, and many more random cases.</summary>
    Full,

    /// <summary>As full, with as many random cases as fill a night.</summary>
    Nightly,
}
