using MixPe.Model.Cycles;

namespace MixPe.Flow.Verify.Units;

/// <summary>What a command does in the cycle in which it acts.</summary>
internal sealed record TileDeed
{
    /// <summary>A job begins.</summary>
    public TileJob? Start { get; init; }

    /// <summary>A job is refused.</summary>
    public bool Fails { get; init; }

    /// <summary>A job that runs is aborted.</summary>
    public bool Aborts { get; init; }

    /// <summary>Dropping ends.</summary>
    public bool Recovers { get; init; }
}
