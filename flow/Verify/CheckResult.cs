namespace MixPe.Flow.Verify;

/// <summary>What came of one check.</summary>
/// <param name="Name">The check's name; "@icarus" behind it for the second simulator, "corpus/" before a kept case.
/// </param>
/// <param name="Unit">The unit that was driven.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Cases">Cases compared: vectors, groups or outputs.</param>
/// <param name="Cycles">Cycles simulated, or vectors.</param>
/// <param name="Space">Number of all input vectors if every one of them was run; 0 otherwise.</param>
/// <param name="Seconds">Time spent, the build left out.</param>
/// <param name="Failure">The failure, if any.</param>
public sealed record CheckResult(
    string Name,
    string Unit,
    CheckStatus Status,
    long Cases,
    long Cycles,
    long Space,
    double Seconds,
    CheckFailure? Failure);
