using System.CommandLine;

namespace MixPe.Cli;

/// <summary>One verb of the command line.</summary>
/// <param name="Command">Its command.</param>
/// <param name="Example">A whole command line that works; its help shows it.</param>
internal sealed record Verb(Command Command, string Example);
