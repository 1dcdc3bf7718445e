namespace MixPe.Flow.Verify.Runners;

/// <summary>Something that a unit's stimulus can be given to.</summary>
internal interface IStimulusRunner
{
    /// <summary>What stands behind a check's name: empty, or @ and a word.</summary>
    string Suffix { get; }

    /// <summary>Builds what the unit needs, so that a run is timed alone.</summary>
    void Prepare(UnitCheck check, CancellationToken cancellation);

    /// <summary>Gives it the stimulus, from a fresh instance.</summary>
    /// <param name="check">The check whose unit is driven.</param>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="seed">Initial register values, where they can be chosen.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>The first difference; null if all is right.</returns>
    Mismatch? Run(UnitCheck check, Stimulus stimulus, ulong seed, CancellationToken cancellation);
}
