using System.Globalization;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;

namespace MixPe.Flow.Regress;

/// <summary>One command of a suite, run as a process of its own.</summary>
/// <param name="Kind">The command.</param>
/// <param name="Design">The design as the suite names it.</param>
/// <param name="Source">The design as the command gets it: a name, or a file's full path.</param>
public sealed record RegressTask(TaskKind Kind, string Design, string Source)
{
    /// <summary>Level of a <see cref="TaskKind.Verify"/>.</summary>
    public VerifyLevel? Level { get; init; }

    /// <summary>M,N,K of a <see cref="TaskKind.Simulate"/>.</summary>
    public string? Shape { get; init; }

    /// <summary>Seed of a command that has one.</summary>
    public int? Seed { get; init; }

    /// <summary>Time that the command may fill; null where it has an end of its own.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>Longest time that it may take; beyond it has failed.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>More arguments, as the suite gives them.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];

    /// <summary>The verb, as it is typed.</summary>
    public string Verb => WordOf(Kind);

    /// <summary>What tells the task from every other of its suite.</summary>
    public string Id => string.Join(' ', new[]
    {
        Verb, Design, WordOf(Level), Shape, Seed is { } seed ? string.Create(CultureInfo.InvariantCulture, $"seed {seed}") : null,
        Extra.Count == 0 ? null : string.Join(' ', Extra),
    }.Where(part => part is not null));

    /// <summary>The word of a level or a kind, as a suite and the command line write it.</summary>
    public static string WordOf<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The command line after the program's name.</summary>
    /// <param name="budget">What is left for the task, if it knows a budget.</param>
    /// <param name="folder">Where the task may leave files, such as waveforms of failures; null for its own choice.</param>
    public IReadOnlyList<string> Arguments(TimeSpan? budget, string? folder = null)
    {
        List<string> arguments = [Verb, Source];
        Add("--level", WordOf(Level));
        Add("--gemm", Shape);
        Add("--seed", Seed?.ToString(CultureInfo.InvariantCulture));
        Add("--budget", budget is { } time ? Duration.Text(time) : null);
        Add("--out", Kind == TaskKind.Verify ? folder : null);
        return [.. arguments, .. Extra, "--json"];

        void Add(string option, string? value)
        {
            if (value is not null)
            {
                arguments.AddRange([option, value]);
            }
        }
    }

    private static string? WordOf(VerifyLevel? level) => level is { } value ? WordOf(value) : null;
}
