namespace MixPe.Flow.Verify;

/// <summary>The first bit that came out wrong.</summary>
/// <param name="Cycle">Cycle of the stimulus, from 0.</param>
/// <param name="Message">Port, what came out, what had to.</param>
public sealed record Mismatch(int Cycle, string Message)
{
    /// <inheritdoc/>
    public override string ToString() => $"cycle {Cycle}: {Message}";
}
