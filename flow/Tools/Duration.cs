using System.Globalization;
using System.Text.RegularExpressions;

namespace MixPe.Flow.Tools;

/// <summary>Lengths of time as a suite and the command line write them: 90s, 30m, 2h, 1h30m.</summary>
public static partial class Duration
{
    /// <summary>What a length of time looks like.</summary>
    public const string Rule = "a time is hours, minutes and seconds, above zero and below 100 hours: 90s, 30m, 1h30m";

    /// <summary>Reads one.</summary>
    /// <returns>The time, or null.</returns>
    public static TimeSpan? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Match match = Pattern().Match(text);
        if (!match.Success || text.Length == 0)
        {
            return null;
        }

        TimeSpan time = TimeSpan.FromHours(Part("h")) + TimeSpan.FromMinutes(Part("m")) + TimeSpan.FromSeconds(Part("s"));
        return time > TimeSpan.Zero && time < TimeSpan.FromHours(100) ? time : null;

        int Part(string unit) => match.Groups[unit] is { Success: true } group
            ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture)
            : 0;
    }

    /// <summary>Writes one, in whole seconds and at least one: 1h30m.</summary>
    public static string Text(TimeSpan time)
    {
        long seconds = Math.Max(1, (long)Math.Round(time.TotalSeconds));
        string text = string.Concat(Part(seconds / 3600, "h"), Part(seconds / 60 % 60, "m"), Part(seconds % 60, "s"));
        return text;

        static string Part(long count, string unit) =>
            count == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{count}{unit}");
    }

    [GeneratedRegex(@"\A(?:(?<h>[0-9]{1,5})h)?(?:(?<m>[0-9]{1,5})m)?(?:(?<s>[0-9]{1,6})s)?\z")]
    private static partial Regex Pattern();
}
