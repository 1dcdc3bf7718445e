using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Explore.Launch.Slurm;

/// <summary>What Slurm is asked and told, by its commands: nothing of it needs slurmdbd.</summary>
/// <param name="searchPath">Directories of the commands; null for those of PATH.</param>
public sealed partial class SlurmCommands(IReadOnlyList<string>? searchPath = null)
{
    // Slurm's own default, where a cluster does not tell.
    private const int UsualArraySize = 1001;

    // Without it a variable of the user's, SQUEUE_STATES, would hide tasks.
    private const string AllStates = "--states=all";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Looks whether the commands are there.</summary>
    /// <exception cref="ToolNotFoundException">One is not.</exception>
    public void Require()
    {
        foreach (ExternalTool tool in SlurmTools.Required)
        {
            ToolProcess.Locate(tool, searchPath);
        }
    }

    /// <summary>Most tasks of an array.</summary>
    /// <exception cref="ToolException">The cluster does not answer.</exception>
    public int ArraySize()
    {
        Match found = ArraySizePattern().Match(Checked(SlurmTools.Scontrol, "show", "config").Output);

        // The greatest index is one below it.
        return (found.Success ? int.Parse(found.Groups[1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : UsualArraySize) - 1;
    }

    /// <summary>Hands over a script.</summary>
    /// <param name="arguments">Of sbatch, the script's path last.</param>
    /// <returns>The job's number.</returns>
    /// <exception cref="ToolException">Slurm refuses; its own words are in the message.</exception>
    public long Submit(IReadOnlyList<string> arguments)
    {
        // Of several clusters it is 12;name.
        string answer = Checked(SlurmTools.Sbatch, ["--parsable", .. arguments]).Output.Trim();
        return long.TryParse(answer.Split('\n')[^1].Split(';')[0], NumberStyles.None, CultureInfo.InvariantCulture, out long job)
            ? job
            : throw new ToolFailedException(SlurmTools.Sbatch, "printed no job's number", [answer]);
    }

    /// <summary>The numbers of the jobs of a name that wait or run.</summary>
    /// <exception cref="ToolException">The cluster does not answer.</exception>
    public IReadOnlyList<long> Find(string name) =>
    [
        .. Rows(Checked(SlurmTools.Squeue, "--noheader", AllStates, $"--name={name}", "--format=%F|%T").Output, 2)
            .Where(words => !TaskEnd.IsEnd(words[1]))
            .Select(words => long.Parse(words[0], NumberStyles.None, CultureInfo.InvariantCulture)).Distinct(),
    ];

    /// <summary>The tasks of a job that wait or run.</summary>
    /// <exception cref="ToolException">The cluster does not answer.</exception>
    public IReadOnlyList<QueuedTask> Tasks(long job)
    {
        ToolResult result = Run(
            SlurmTools.Squeue, "--noheader", AllStates, "--array", $"--jobs={Number(job)}", "--format=%K|%T|%r");
        if (result.ExitCode != 0)
        {
            // What ended some minutes ago is forgotten.
            return result.Errors.Contains("Invalid job id", StringComparison.OrdinalIgnoreCase)
                ? []
                : throw Failed(SlurmTools.Squeue, result);
        }

        return
        [
            .. Rows(result.Output, 3).Where(words => !TaskEnd.IsEnd(words[1]))
                .Select(words => (IsIndex: int.TryParse(words[0], CultureInfo.InvariantCulture, out int index), index, words))
                .Where(row => row.IsIndex)
                .Select(row => new QueuedTask(row.index, row.words[1], row.words[2])),
        ];
    }

    /// <summary>How a task ended: by scontrol, which forgets after some minutes, else by sacct, which not every cluster has.
    /// </summary>
    public TaskEnd End(long job, int index)
    {
        string task = $"{Number(job)}_{Number(index)}";
        ToolResult shown = Run(SlurmTools.Scontrol, "--oneliner", "show", "job", task);
        if (shown.ExitCode == 0 && Field("JobState") is { Length: > 0 } state)
        {
            return new TaskEnd(state, Field("ExitCode"), Field("NodeList").Replace("(null)", "", StringComparison.Ordinal));
        }

        try
        {
            ToolResult kept = Run(
                SlurmTools.Sacct, "--noheader", "--parsable2", "--allocations", "--format=State,ExitCode,NodeList",
                $"--jobs={task}");
            string[] words = kept.Output.Split('\n')[0].Split('|');
            return kept.ExitCode == 0 && words.Length == 3

                // CANCELLED by 1000.
                ? new TaskEnd(words[0].Split(' ')[0], words[1], words[2].Replace("None assigned", "", StringComparison.Ordinal))
                : new TaskEnd(TaskEnd.Lost, "", "");
        }
        catch (ToolNotFoundException)
        {
            return new TaskEnd(TaskEnd.Lost, "", "");
        }

        string Field(string name) =>
            Regex.Match(shown.Output, $@"(?:^|\s){name}=(\S*)", RegexOptions.CultureInvariant).Groups[1].Value;
    }

    /// <summary>Cancels single tasks.</summary>
    /// <param name="tasks">As scancel takes them: 12_3.</param>
    public void Cancel(IReadOnlyList<string> tasks)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        if (tasks.Count > 0)
        {
            Run(SlurmTools.Scancel, [.. tasks]);
        }
    }

    /// <summary>Cancels the jobs of a name, also one whose number did not arrive.</summary>
    /// <exception cref="ToolException">Slurm does not take it.</exception>
    public void CancelNamed(string name) => Checked(SlurmTools.Scancel, $"--name={name}");

    private static IEnumerable<string[]> Rows(string output, int columns) =>
        output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('|', columns)).Where(words => words.Length == columns);

    private ToolResult Checked(ExternalTool tool, params string[] arguments)
    {
        ToolResult result = Run(tool, arguments);
        return result.ExitCode == 0 ? result : throw Failed(tool, result);
    }

    private ToolResult Run(ExternalTool tool, params string[] arguments) =>
        ToolProcess.Run(new ToolCommand(tool, arguments) { SearchPath = searchPath, Timeout = Patience });

    private static ToolFailedException Failed(ExternalTool tool, ToolResult result) =>
        new(tool, string.Create(CultureInfo.InvariantCulture, $"failed with exit code {result.ExitCode}"), result.LastLines(30));

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"MaxArraySize\s*=\s*([0-9]{1,9})")]
    private static partial Regex ArraySizePattern();
}
