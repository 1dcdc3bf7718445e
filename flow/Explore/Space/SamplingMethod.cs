namespace MixPe.Flow.Explore.Space;

/// <summary>How the points of a space are chosen.</summary>
public enum SamplingMethod
{
    /// <summary>Every combination.</summary>
    Grid,

    /// <summary>Combinations drawn uniformly.</summary>
    Random,

    /// <summary>Combinations along Sobol's sequence, shifted by the seed.</summary>
    Sobol,

    /// <summary>NSGA-II: what has been measured decides what is measured next.</summary>
    Search,
}
