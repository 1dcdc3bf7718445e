using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Flow.Tools;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Why bits of a signal never change, as somebody found out.</summary>
public sealed partial record HoleReason
{
    /// <summary>The module, without the design's name.</summary>
    public string Module { get; init; } = "";

    /// <summary>The signal: its name, for all of its bits, or NAME[HIGH:LOW]; # in the name is any number.</summary>
    public string Signal { get; init; } = "";

    /// <summary>The reason, in one sentence.</summary>
    public string Reason { get; init; } = "";

    /// <summary>The signal's name without its bits.</summary>
    public string Name => Signal.Split('[')[0];

    /// <summary>True if the reason is one for a point.</summary>
    public bool IsOf(CoveragePoint point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Kind != "toggle" || point.Module != Module || !IsNamed(point.Name.Split('[')[0]))
        {
            return false;
        }

        if (Range().Match(Signal) is not { Success: true } range)
        {
            return true;
        }

        return Bit().Match(point.Name) is { Success: true } bit
            && Number(bit.Groups[1]) <= Number(range.Groups[1]) && Number(bit.Groups[1]) >= Number(range.Groups[2]);
    }

    private bool IsNamed(string name) => Regex.IsMatch(name, $"^{AnyNumber.Pattern(Name)}$");

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[([0-9]+):([0-9]+)\]$")]
    private static partial Regex Range();

    [GeneratedRegex(@"\[([0-9]+)\]$")]
    private static partial Regex Bit();
}
