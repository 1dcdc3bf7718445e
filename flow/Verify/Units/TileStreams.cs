using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Verify.Units;

/// <summary>The streams of a job.</summary>
/// <param name="x">Activations.</param>
/// <param name="w">Weights.</param>
/// <param name="c">Addends.</param>
/// <param name="y">When no result is taken.</param>
internal sealed class TileStreams(StreamFeed x, StreamFeed w, StreamFeed c, StallPattern y)
{
    /// <summary>Activations.</summary>
    public StreamFeed X => x;

    /// <summary>Weights.</summary>
    public StreamFeed W => w;

    /// <summary>Addends.</summary>
    public StreamFeed C => c;

    /// <summary>A result is taken.</summary>
    public bool TakesY { get; private set; }

    /// <summary>True while operands are kept back.</summary>
    public bool IsHeld { get; set; }

    /// <summary>True when all operands were taken.</summary>
    public bool IsDone => x.IsDone && w.IsDone && c.IsDone;

    /// <summary>A cycle begins.</summary>
    public void Offer()
    {
        if (!IsHeld)
        {
            x.Offer();
            w.Offer();
            c.Offer();
        }

        TakesY = !y.Next();
    }

    /// <summary>What was offered and taken is gone.</summary>
    public void Took(bool isX, bool isW, bool isC)
    {
        if (isX)
        {
            x.Take();
        }

        if (isW)
        {
            w.Take();
        }

        if (isC)
        {
            c.Take();
        }
    }
}
