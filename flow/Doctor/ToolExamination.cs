using System.ComponentModel;
using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Doctor;

/// <summary>Looks for outside tools and asks their versions.</summary>
public static partial class ToolExamination
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Examines tools.</summary>
    /// <param name="requirements">What is wanted.</param>
    /// <param name="searchPath">Directories as in the environment's PATH.</param>
    /// <returns>A finding for each, in the same order.</returns>
    public static IReadOnlyList<ToolFinding> Examine(IEnumerable<ToolRequirement> requirements, string searchPath)
    {
        ArgumentNullException.ThrowIfNull(searchPath);
        string[] directories = searchPath.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return [.. requirements.Select(requirement => Examine(requirement, directories))];
    }

    /// <summary>The version in a tool's own words: its first number with a dot, or its first number.</summary>
    /// <returns>The number as printed, or null.</returns>
    public static string? VersionIn(string output)
    {
        var match = DottedPattern().Match(output);
        match = match.Success ? match : NumberPattern().Match(output);
        return match.Success ? match.Value : null;
    }

    private static ToolFinding Examine(ToolRequirement requirement, IReadOnlyList<string> directories)
    {
        ExternalTool tool = new(requirement.Name, $"{requirement.Minimum} or newer", requirement.Hint);
        string path;
        try
        {
            path = ToolProcess.Locate(tool, directories);
        }
        catch (ToolNotFoundException)
        {
            return new(requirement, ToolStatus.Missing, null, null);
        }

        ToolCommand command = new(tool, [requirement.VersionArgument])
        {
            SearchPath = directories,
            Timeout = Patience,
        };
        try
        {
            return Judge(requirement, path, ToolProcess.Run(command));
        }
        catch (Exception e) when (e is ToolFailedException or Win32Exception)
        {
            return new(requirement, ToolStatus.Failed, path, null, e.Message.Split('\n')[0]);
        }
    }

    private static ToolFinding Judge(ToolRequirement requirement, string path, ToolResult result)
    {
        var version = VersionIn(result.Output + result.Errors);
        if (result.ExitCode != 0 || version is null)
        {
            return new(requirement, ToolStatus.Failed, path, version, result.Lines is [.., var last] ? last : null);
        }

        var status = Parse(version) >= Parse(requirement.Minimum) ? ToolStatus.Ok : ToolStatus.Old;
        return new(requirement, status, path, version);
    }

    // Verilator writes 5.006: a version's parts compare as numbers.
    private static Version Parse(string text)
    {
        var parts = text.Split('.').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).Take(3).ToArray();
        return parts.Length switch
        {
            1 => new Version(parts[0], 0),
            2 => new Version(parts[0], parts[1]),
            _ => new Version(parts[0], parts[1], parts[2]),
        };
    }

    [GeneratedRegex(@"[0-9]{1,6}(\.[0-9]{1,6})+")]
    private static partial Regex DottedPattern();

    [GeneratedRegex("[0-9]{1,6}")]
    private static partial Regex NumberPattern();
}
