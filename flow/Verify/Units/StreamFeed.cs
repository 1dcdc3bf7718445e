using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Verify.Units;

/// <summary>Beats on their way into a stream: what is offered stays until it is taken.</summary>
/// <param name="beats">The beats.</param>
/// <param name="stalls">True in a cycle in which none is offered.</param>
internal sealed class StreamFeed(IEnumerable<StreamBeat> beats, Func<bool> stalls)
{
    private readonly Queue<StreamBeat> _left = new(beats);

    /// <summary>The beat that is offered.</summary>
    public StreamBeat? Offered { get; private set; }

    /// <summary>True when all beats were taken.</summary>
    public bool IsDone => Offered is null && _left.Count == 0;

    /// <summary>A cycle begins.</summary>
    public void Offer()
    {
        if (Offered is null && !stalls() && _left.TryDequeue(out StreamBeat? next))
        {
            Offered = next;
        }
    }

    /// <summary>What is offered was taken.</summary>
    public void Take() => Offered = null;
}
