namespace MixPe.Sim.Devices.Tile;

/// <summary>Beats on their way into a stream: what is offered stays until it is taken.</summary>
public sealed class StreamFeed
{
    // Made one by one: those of a large job would fill the memory.
    private readonly IEnumerator<StreamBeat> _beats;
    private readonly StallPattern _stalls;
    private bool _hasNext;

    /// <summary>Nothing is offered yet.</summary>
    /// <param name="beats">The beats.</param>
    /// <param name="stalls">When none is offered.</param>
    public StreamFeed(IEnumerable<StreamBeat> beats, StallPattern stalls)
    {
        ArgumentNullException.ThrowIfNull(beats);
        ArgumentNullException.ThrowIfNull(stalls);
        _beats = beats.GetEnumerator();
        _stalls = stalls;
        _hasNext = _beats.MoveNext();
    }

    /// <summary>The beat that is offered; null if there is none.</summary>
    public StreamBeat? Offered { get; private set; }

    /// <summary>True when all beats were taken.</summary>
    public bool IsDone => !_hasNext;

    /// <summary>Beats that were taken.</summary>
    public long Taken { get; private set; }

    /// <summary>A cycle begins.</summary>
    public void Offer()
    {
        if (Offered is null && _hasNext && !_stalls.Next())
        {
            Offered = _beats.Current;
        }
    }

    /// <summary>What is offered was taken.</summary>
    public void Take()
    {
        Taken++;
        Offered = null;
        _hasNext = _beats.MoveNext();
    }
}
