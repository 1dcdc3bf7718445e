using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>A floating-point format of activations or scales as the parameters of spec_activation and of what is made with it.
/// </summary>
internal static class ActivationFormat
{
    /// <summary>Name and value of each.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(NumberFormat format) =>
        new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["XWidth"] = format.Bits,
            ["XExp"] = format.ExponentBits,
            ["HasInfinity"] = format.HasInfinity ? 1 : 0,
        };

    /// <summary>Those of a design's activations, as an instance lists them.</summary>
    internal static string Text(Design design) => string.Join(", ", Parameters(design.Activations).Select(parameter =>
        FormattableString.Invariant($".{parameter.Key}({parameter.Value})")));

    /// <summary>What the exponent of a finite number's bit 0 counts from, by the format's own definition, not by what the generator takes
    /// it for: a subnormal number's is 2^-unit. 2^(1 - 15 - 10) of binary16, 2^(1 - 127 - 7) of bfloat16, 2^(1 - 7 - 3) and
    /// 2^(1 - 15 - 2) of FP8, of minifloats with biases of 1 and 3 likewise; the smallest power is 2^-127.</summary>
    /// <param name="format">A format; an integer's unit is 1.</param>
    internal static int UnitOf(NumberFormat format) => format.Name switch
    {
        "fp16" => 24,
        "bf16" => 133,
        "fp8_e4m3" => 9,
        "fp8_e5m2" => 16,
        "e8m0" => 127,
        "fp4_e2m1" => 1,
        "fp5_e2m2" => 2,
        "fp6_e2m3" => 3,
        "fp6_e3m2" => 4,
        _ when format.IsInteger => 0,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no proof knows this format"),
    };
}
