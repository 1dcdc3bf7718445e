namespace MixPe.Flow.Verify;

/// <summary>What a unit without state computes: combinational, or a pipeline.</summary>
/// <param name="Expect">Reads the inputs of a vector and says what must come out.</param>
public sealed record VectorSpecification(Action<Stimulus, int> Expect)
{
    /// <summary>Cycles from a vector's inputs to what must come out; 0 of a combinational unit.</summary>
    public int Latency { get; init; }

    /// <summary>The input that enters a pipeline with what must come out, not before.</summary>
    public string LateInput { get; init; } = "";

    /// <summary>Whether the unit promises anything for the inputs of a vector; anything goes if left out.</summary>
    public Func<Stimulus, int, bool> IsLegal { get; init; } = (_, _) => true;
}
