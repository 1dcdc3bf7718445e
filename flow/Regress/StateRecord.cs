namespace MixPe.Flow.Regress;

/// <summary>A line of a state file: a task that is finished.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Elapsed">Seconds that the run had been at work by then, all its sessions together.</param>
public sealed record StateRecord(TaskOutcome Outcome, double Elapsed);
