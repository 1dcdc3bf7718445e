using System.Runtime.InteropServices;

namespace MixPe.Bench;

/// <summary>What the figures were measured on.</summary>
internal static class Machine
{
    /// <summary>Prints processor, its number of cores, run time, and the load of the last minute.</summary>
    public static void Describe(TextWriter output) => output.WriteLine(
        $"{Processor()}, {Environment.ProcessorCount} cores; {RuntimeInformation.FrameworkDescription}; load {Load()}");

    private static string Processor()
    {
        const string Info = "/proc/cpuinfo";
        string? line = File.Exists(Info)
            ? File.ReadLines(Info).FirstOrDefault(text => text.StartsWith("model name", StringComparison.Ordinal))
            : null;
        return line?[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
    }

    /// <summary>Processes that wanted to run in the last minute.</summary>
    public static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
