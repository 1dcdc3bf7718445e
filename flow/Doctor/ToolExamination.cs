using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

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
        return [.. requirements.Select(requirement => Examine(requirement, searchPath))];
    }

    /// <summary>The version in a tool's own words: its first number with a dot, or its first number.</summary>
    /// <returns>The number as printed, or null.</returns>
    public static string? VersionIn(string output)
    {
        var match = DottedPattern().Match(output);
        match = match.Success ? match : NumberPattern().Match(output);
        return match.Success ? match.Value : null;
    }

    private static ToolFinding Examine(ToolRequirement requirement, string searchPath)
    {
        var path = searchPath
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(directory => Path.Combine(directory, requirement.Name))
            .FirstOrDefault(File.Exists);
        if (path is null)
        {
            return new(requirement, ToolStatus.Missing, null, null);
        }

        var (exitCode, output) = Run(path, requirement.VersionArgument);
        var version = VersionIn(output);
        if (exitCode != 0 || version is null)
        {
            var last = output.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault();
            return new(requirement, ToolStatus.Failed, path, version, last);
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

    private static (int ExitCode, string Output) Run(string path, string argument)
    {
        var start = new ProcessStartInfo(path, [argument])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return (-1, $"no answer within {Patience.TotalSeconds} s");
            }

            return (process.ExitCode, output.Result + error.Result);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    [GeneratedRegex(@"[0-9]{1,6}(\.[0-9]{1,6})+")]
    private static partial Regex DottedPattern();

    [GeneratedRegex("[0-9]{1,6}")]
    private static partial Regex NumberPattern();
}
