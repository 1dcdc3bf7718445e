using System.Globalization;

namespace MixPe.Bench.Scale;

/// <summary>Processor time of the tools that this process has run.</summary>
internal static class ChildTime
{
    // Of /proc/self/stat, counted from the state on: cutime and cstime, in hundredths of a second.
    private const int FirstField = 13;
    private const double TicksPerSecond = 100;

    /// <summary>Seconds so far, of those that have ended; zero where there is no /proc.</summary>
    public static double Seconds()
    {
        const string Stat = "/proc/self/stat";
        if (!File.Exists(Stat))
        {
            return 0;
        }

        // The name before the state is in parentheses and may hold blanks.
        string text = File.ReadAllText(Stat);
        string[] fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return (Ticks(fields[FirstField]) + Ticks(fields[FirstField + 1])) / TicksPerSecond;
    }

    private static long Ticks(string field) => long.Parse(field, CultureInfo.InvariantCulture);
}
