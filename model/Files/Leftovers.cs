using System.Diagnostics;
using System.Globalization;

namespace MixPe.Model.Files;

/// <summary>Names of what is written beside a target before it takes its place, .NAME.PROCESS.RANDOM.mixpe-tmp, and the
/// removal of what killed processes left under such names.</summary>
public static class Leftovers
{
    private const string Ending = ".mixpe-tmp";

    /// <summary>A name for this process to write under, beside the target.</summary>
    /// <param name="parent">The target's directory.</param>
    /// <param name="name">The target's name in it.</param>
    public static string NewPath(string parent, string name) => Path.Combine(
        parent, string.Create(CultureInfo.InvariantCulture, $".{name}.{Environment.ProcessId}.{Guid.NewGuid():N}{Ending}"));

    /// <summary>Removes files and directories that processes no longer running have left beside a target.</summary>
    /// <param name="parent">The target's directory.</param>
    /// <param name="name">The target's name in it.</param>
    public static void Remove(string parent, string name)
    {
        string prefix = $".{name}.";
        foreach (string path in Directory.EnumerateFileSystemEntries(parent).Where(path => IsDead(path, prefix)).ToArray())
        {
            try
            {
                if (Directory.Exists(path))
                {
                    Directory.Delete(path, recursive: true);
                }
                else
                {
                    File.Delete(path);
                }
            }
            catch (DirectoryNotFoundException)
            {
                // Another process has been here at the same time.
            }
        }
    }

    // The name is compared here: a target's own name may hold what a search pattern takes for a wildcard.
    private static bool IsDead(string path, string prefix)
    {
        string name = Path.GetFileName(path);
        return name.StartsWith(prefix, StringComparison.Ordinal)
            && name.EndsWith(Ending, StringComparison.Ordinal)
            && name.Length > prefix.Length + Ending.Length
            && name[prefix.Length..^Ending.Length].Split('.') is [var owner, _]
            && int.TryParse(owner, NumberStyles.None, CultureInfo.InvariantCulture, out int process)
            && !IsRunning(process);
    }

    private static bool IsRunning(int process)
    {
        try
        {
            using Process found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
