using MixPe.Model.Cycles;

namespace MixPe.Sim.Devices.Tile;

/// <summary>What a write to the register CONTROL does.</summary>
internal sealed record TileCommand
{
    /// <summary>The job that begins.</summary>
    internal TileJob? Start { get; init; }

    /// <summary>The sizes of the job that should begin do not fit.</summary>
    internal bool Refuses { get; init; }

    /// <summary>The running job ends.</summary>
    internal bool Aborts { get; init; }

    /// <summary>The tile drops nothing any more.</summary>
    internal bool Recovers { get; init; }
}
