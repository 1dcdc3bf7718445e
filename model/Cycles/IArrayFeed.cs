namespace MixPe.Model.Cycles;

/// <summary>A tile's sequencer: what feeds the array with the blocks of a job.</summary>
internal interface IArrayFeed
{
    /// <summary>True when nothing of the job has still to be fed.</summary>
    bool IsDone { get; }

    /// <summary>A job begins.</summary>
    /// <param name="now">The tile in it.</param>
    /// <param name="blocks">Its blocks, in order.</param>
    /// <param name="k">Its K.</param>
    void Start(TileTiming now, IEnumerable<BlockWalk.BlockStep> blocks, int k);

    /// <summary>Forgets the job.</summary>
    void Stop();

    /// <summary>What is done in a cycle, from the state before its edge; changes nothing.</summary>
    FeedStep Decide(OperandLoader x, OperandLoader w, ResultDrain y);

    /// <summary>The edge.</summary>
    /// <param name="step">What <see cref="Decide"/> said.</param>
    void Play(FeedStep step);
}
