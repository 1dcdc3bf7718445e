using MixPe.Flow.Verify;

namespace MixPe.Flow.Regress;

/// <summary>A task in a summary.</summary>
/// <param name="Id">What tells it from the others.</param>
/// <param name="Run">The command.</param>
/// <param name="Design">The design.</param>
/// <param name="Level">The level, if the command has one.</param>
/// <param name="Shape">The shape, if the command has one.</param>
/// <param name="Seed">The seed, if the command has one.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Figures">What it counted.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reason">Why it failed or did not run.</param>
/// <param name="Replay">The command line that runs it alone.</param>
public sealed record SummaryTask(
    string Id,
    TaskKind Run,
    string Design,
    VerifyLevel? Level,
    string? Shape,
    int? Seed,
    TaskEnd Result,
    TaskFigures Figures,
    double Seconds,
    string Reason,
    string Replay);
