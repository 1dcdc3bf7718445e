namespace MixPe.Model.Cycles;

/// <summary>What a tile's sequencer does in a cycle.</summary>
internal readonly record struct FeedStep
{
    /// <summary>A block waits for activations.</summary>
    internal bool StallsX { get; init; }

    /// <summary>A block waits for weights.</summary>
    internal bool StallsW { get; init; }

    /// <summary>A block waits for room for its results.</summary>
    internal bool StallsY { get; init; }

    /// <summary>A group waits for the one before it to drain.</summary>
    internal bool StallsGroup { get; init; }

    /// <summary>A group's parameters are read: the group counts.</summary>
    internal bool CountsGroup { get; init; }

    /// <summary>Multiply-accumulates of what is read.</summary>
    internal long Macs { get; init; }

    /// <summary>A block that takes a page of results; null if none does.</summary>
    internal ResultBlock? Begins { get; init; }

    /// <summary>Cycles till the last beat of the oldest block without an end enters the array, negative if it has; null if
    /// none is about to.</summary>
    internal int? EndsIn { get; init; }

    /// <summary>A slot that is free from now on; null if none is.</summary>
    internal int? FreesSlot { get; init; }

    /// <summary>A page of weights that is free from now on; null if none is.</summary>
    internal int? FreesPage { get; init; }
}
