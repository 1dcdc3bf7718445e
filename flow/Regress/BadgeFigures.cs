namespace MixPe.Flow.Regress;

/// <summary>What a badge says: the JSON beside its SVG, with the fields of a shields.io endpoint first.</summary>
/// <param name="SchemaVersion">Of shields.io; 1.</param>
/// <param name="Label">Left half.</param>
/// <param name="Message">Right half.</param>
/// <param name="Color">Of the right half.</param>
/// <param name="Suite">The suite.</param>
/// <param name="Date">Day of the run, UTC.</param>
/// <param name="Commit">Its commit, if known.</param>
/// <param name="Seconds">Wall-clock seconds.</param>
/// <param name="Passed">Tasks passed.</param>
/// <param name="Failed">Tasks failed.</param>
/// <param name="NotRun">Tasks not run.</param>
/// <param name="Cases">Cases.</param>
/// <param name="CasesPerSecond">Of them, a second.</param>
/// <param name="Failures">Mismatches and refuted proofs.</param>
/// <param name="Proofs">Proofs.</param>
/// <param name="MutationScore">Killed mutants of those not equivalent, if any.</param>
public sealed record BadgeFigures(
    [property: System.Text.Json.Serialization.JsonPropertyName("schemaVersion")] int SchemaVersion,
    string Label,
    string Message,
    string Color,
    string Suite,
    string Date,
    string? Commit,
    double Seconds,
    int Passed,
    int Failed,
    int NotRun,
    long Cases,
    double CasesPerSecond,
    long Failures,
    ProofTotals Proofs,
    double? MutationScore);
