namespace MixPe.Generator.Registers;

/// <summary>What reading and writing a register does.</summary>
public enum RegisterAccess
{
    /// <summary>A number of the design.</summary>
    Constant,

    /// <summary>Keeps what is written to it while no job runs: a number, or its fields from the lowest bit on.</summary>
    Configuration,

    /// <summary>Ones that are written act; reads as zero.</summary>
    Command,

    /// <summary>Shows what goes on.</summary>
    Status,

    /// <summary>Bits that events set and written ones clear.</summary>
    Event,

    /// <summary>Keeps what is written to it at any time.</summary>
    Control,

    /// <summary>Counts in 64 bits from the start of a job on; this word and the next.</summary>
    Counter,
}
