namespace MixPe.Model.Networks;

/// <summary>What part of inference a network does.</summary>
public enum InferencePhase
{
    /// <summary>All tokens of every sequence at once.</summary>
    Prefill,

    /// <summary>One more token of every sequence.</summary>
    Decode,
}
