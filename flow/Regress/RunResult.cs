namespace MixPe.Flow.Regress;

/// <summary>What a run left, all its sessions together.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Head">Which run it is.</param>
/// <param name="Outcomes">One for each task, in the suite's order.</param>
/// <param name="Seconds">Wall-clock seconds at work.</param>
/// <param name="IsStopped">True when it was told to stop.</param>
public sealed record RunResult(
    RegressSuite Suite, RunHead Head, IReadOnlyList<TaskOutcome> Outcomes, double Seconds, bool IsStopped);
