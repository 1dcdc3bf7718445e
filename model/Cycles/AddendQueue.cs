namespace MixPe.Model.Cycles;

/// <summary>Beats of results on their way from where their addends join them to the result stream.</summary>
internal sealed class AddendQueue
{
    /// <summary>Cycles from the one in which an addend joins its result to the first one in which their sum is offered.</summary>
    internal const int Latency = 3;

    private const int Room = 4;

    private readonly Queue<(ResultBeat Beat, long From)> _beats = new();

    internal bool IsEmpty => _beats.Count == 0;

    internal bool IsFree => _beats.Count < Room;

    /// <summary>The beat that is offered; null if there is none.</summary>
    internal ResultBeat? Offered(long cycle) =>
        _beats.TryPeek(out var first) && first.From <= cycle ? first.Beat : null;

    /// <summary>A clock edge.</summary>
    /// <param name="cycle">The cycle that it ends.</param>
    /// <param name="isTaken">The offered beat is taken, if there is one.</param>
    /// <param name="joined">The beat that an addend joined; null if none did.</param>
    internal void Clock(long cycle, bool isTaken, ResultBeat? joined)
    {
        if (isTaken && Offered(cycle) is not null)
        {
            _beats.Dequeue();
        }

        if (joined is not null)
        {
            _beats.Enqueue((joined, cycle + Latency));
        }
    }
}
