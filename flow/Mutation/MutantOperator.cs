namespace MixPe.Flow.Mutation;

/// <summary>What a mutant changes.</summary>
public enum MutantOperator
{
    /// <summary>A bit of an operand is always 0.</summary>
    StuckAt0,

    /// <summary>A bit of an operand is always 1.</summary>
    StuckAt1,

    /// <summary>A bit of an operand is inverted; a constant has another value.</summary>
    Inverted,

    /// <summary>Two neighbouring bits of an operand are exchanged.</summary>
    Swapped,

    /// <summary>An operand is shifted by one towards its top bit: an index is off by one.</summary>
    ShiftedUp,

    /// <summary>An operand is shifted by one towards its bit 0.</summary>
    ShiftedDown,

    /// <summary>A whole operand is zero: a term is forgotten.</summary>
    Zeroed,

    /// <summary>An operator is another one: and for or, less for less or equal, a shift by one more, …</summary>
    Replaced,

    /// <summary>A register takes its value one cycle late.</summary>
    Late,
}
