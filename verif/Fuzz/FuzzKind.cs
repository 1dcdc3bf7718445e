namespace MixPe.Verif.Fuzz;

/// <summary>How a fuzzed design file was made, and what must become of it.</summary>
internal enum FuzzKind
{
    /// <summary>Random values of every field: must be accepted.</summary>
    Valid,

    /// <summary>A valid one with one or several faults, of which some are none.</summary>
    NearlyValid,

    /// <summary>YAML and bytes at their worst.</summary>
    Hostile,

    /// <summary>A named design with bytes changed.</summary>
    Bytes,
}
