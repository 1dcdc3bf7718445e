namespace MixPe.Flow.Lint;

/// <summary>Something that a tool said about a bundle.</summary>
/// <param name="Tool">The tool's name.</param>
/// <param name="Top">The module that it took as the top; every module of the bundle if empty.</param>
/// <param name="Message">Its words, or how it ended if it had none.</param>
public sealed record LintFinding(string Tool, string Top, string Message);
