using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>A floating-point format of activations or scales as the parameters of spec_activation and of what is made with it.
/// </summary>
internal static partial class ActivationFormat
{
    /// <summary>Name and value of each.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(NumberFormat format)
    {
        var parameters = new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["XWidth"] = format.Bits,
            ["XExp"] = format.ExponentBits,
            ["HasInfinity"] = format.HasInfinity ? 1 : 0,
        };
        if (!format.HasSpecials)
        {
            // What looks at NaN alone is not made for these formats, and does not know the parameter.
            parameters.Add("HasSpecials", 0);
        }

        return parameters;
    }

    /// <summary>Those of a design's activations, as an instance lists them.</summary>
    internal static string Text(Design design) => string.Join(", ", Parameters(design.Activations).Select(parameter =>
        FormattableString.Invariant($".{parameter.Key}({parameter.Value})")));

    /// <summary>What the exponent of a finite number's bit 0 counts from, by the format's own definition, not by what the generator takes
    /// it for: a subnormal number's is 2^-unit. 2^(1 - 15 - 10) of binary16, 2^(1 - 127 - 7) of bfloat16, 2^(1 - 127 - 23) of binary32, 2^(1 - 7 - 3) and
    /// 2^(1 - 15 - 2) of FP8, of minifloats by their names; the smallest power is 2^-127.</summary>
    /// <param name="format">A format; an integer's unit is 1.</param>
    internal static int UnitOf(NumberFormat format) => format.Name switch
    {
        "fp16" => 24,
        "bf16" => 133,
        "fp32" => 149,
        "fp8_e4m3" => 9,
        "fp8_e5m2" => 16,
        "e8m0" => 127,
        "flint4" or "olive4" or "olaccel4" => 0,
        _ when format.IsInteger => 0,
        _ when MinifloatName().Match(format.Name) is { Success: true } name =>
            // 2^(1 - bias - Y), the bias 2^(X - 1) - 1.
            (1 << (Digit(name, 1) - 1)) - 2 + Digit(name, 2),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no proof knows this format"),
    };

    private static int Digit(Match name, int group) => int.Parse(name.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^fp[0-9]_e([0-9])m([0-9])$")]
    private static partial Regex MinifloatName();
}
