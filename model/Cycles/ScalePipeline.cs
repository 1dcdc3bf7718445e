namespace MixPe.Model.Cycles;

/// <summary>Beats of results on their way through the scale of tensors: registers that move together, unless a beat is offered that is
/// not taken.</summary>
/// <param name="stages">How many; with none a beat is offered as it comes.</param>
internal sealed class ScalePipeline(int stages)
{
    // The one that is offered is the last.
    private readonly ResultBeat?[] _beats = new ResultBeat?[stages];

    internal bool IsEmpty => Array.TrueForAll(_beats, beat => beat is null);

    /// <summary>The beat that is offered; null if there is none.</summary>
    /// <param name="before">The beat that comes to the first register, if there is one.</param>
    internal ResultBeat? Offered(ResultBeat? before) => stages == 0 ? before : _beats[^1];

    /// <summary>What comes to the first register is taken.</summary>
    /// <param name="isTaken">The offered beat is taken, if there is one.</param>
    internal bool Takes(bool isTaken) => stages == 0 ? isTaken : isTaken || _beats[^1] is null;

    /// <summary>Beats get no addends any more.</summary>
    internal void Lose()
    {
        for (int i = 0; i < stages; i++)
        {
            _beats[i] = _beats[i] is { } beat ? beat with { IsLost = true } : null;
        }
    }

    /// <summary>A clock edge.</summary>
    /// <param name="isTaken">The offered beat is taken, if there is one.</param>
    /// <param name="before">The beat that comes to the first register, if there is one.</param>
    internal void Clock(bool isTaken, ResultBeat? before)
    {
        if (stages == 0 || !Takes(isTaken))
        {
            return;
        }

        Array.Copy(_beats, 0, _beats, 1, stages - 1);
        _beats[0] = before;
    }
}
