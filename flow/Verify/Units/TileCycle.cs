using MixPe.Model.Cycles;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Verify.Units;

/// <summary>A cycle at the ports of a tile.</summary>
internal sealed record TileCycle
{
    /// <summary>It is reset; nothing is expected.</summary>
    public bool IsReset { get; init; }

    /// <summary>The beat of activations that is offered.</summary>
    public StreamBeat? X { get; init; }

    /// <summary>The beat of weights that is offered.</summary>
    public StreamBeat? W { get; init; }

    /// <summary>The beat of addends that is offered.</summary>
    public StreamBeat? C { get; init; }

    /// <summary>A beat of addends is taken.</summary>
    public bool IsCReady { get; init; }

    /// <summary>What the streams bring is dropped: it is anything.</summary>
    public bool IsDropping { get; init; }

    /// <summary>A beat of results is taken if it is offered.</summary>
    public bool TakesY { get; init; }

    /// <summary>A beat of activations is taken.</summary>
    public bool IsXReady { get; init; }

    /// <summary>A beat of weights is taken.</summary>
    public bool IsWReady { get; init; }

    /// <summary>The beat of results that is offered.</summary>
    public ResultBeat? Result { get; init; }

    /// <summary>The results in it.</summary>
    public uint[] Values { get; init; } = [];

    /// <summary>What the register bus does.</summary>
    public RegisterAccessCycle Access { get; init; } = new();

    /// <summary>The interrupt is up.</summary>
    public bool IsInterrupted { get; init; }
}
