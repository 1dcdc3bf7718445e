namespace MixPe.Flow.Verify;

/// <summary>How far a run is.</summary>
/// <param name="Share">0 to 1.</param>
/// <param name="Step">What is being done.</param>
public sealed record VerifyProgress(double Share, string Step);
