namespace MixPe.Model.Cycles;

/// <summary>What a write to the register CONTROL does in the cycle in which it acts.</summary>
public sealed record TileCommand
{
    /// <summary>The job that begins; null if none does.</summary>
    public TileJob? Start { get; init; }

    /// <summary>The sizes of the job that should begin do not fit: it fails.</summary>
    public bool Refuses { get; init; }

    /// <summary>The job that runs, if one does, fails.</summary>
    public bool Aborts { get; init; }

    /// <summary>Dropping ends.</summary>
    public bool Recovers { get; init; }
}
