namespace MixPe.Flow.Verify;

/// <summary>What a combinational unit computes.</summary>
/// <param name="Expect">Reads the inputs of a vector and says what must come out.</param>
public sealed record VectorSpecification(Action<Stimulus, int> Expect)
{
    /// <summary>Whether the unit promises anything for the inputs of a vector; anything goes if left out.</summary>
    public Func<Stimulus, int, bool> IsLegal { get; init; } = (_, _) => true;
}
