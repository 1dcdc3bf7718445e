namespace MixPe.Flow.Cells;

/// <summary>The ff or latch group of a cell.</summary>
public sealed record LibraryRegister
{
    /// <summary>True for a latch.</summary>
    public required bool IsLatch { get; init; }

    /// <summary>Variable that is the state, as in IQ.</summary>
    public required string State { get; init; }

    /// <summary>Variable that is its complement, as in IQN; null if there is none.</summary>
    public string? Complement { get; init; }

    /// <summary>clocked_on, or enable of a latch.</summary>
    public required BooleanFunction Clock { get; init; }

    /// <summary>next_state, or data_in of a latch.</summary>
    public required BooleanFunction Next { get; init; }

    /// <summary>Clears it while true; null if there is no such thing.</summary>
    public BooleanFunction? Clear { get; init; }

    /// <summary>Sets it while true; null if there is no such thing.</summary>
    public BooleanFunction? Preset { get; init; }
}
