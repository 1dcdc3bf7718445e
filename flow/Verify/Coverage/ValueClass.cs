using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Classes of codes and of results.</summary>
public static class ValueClass
{
    private const string NoCode = "no code";
    private static readonly string[] Signed = ["0", "positive", "negative", "largest", "smallest"];
    private static readonly string[] Unsigned = ["0", "positive", "largest"];
    private static readonly string[] Float =
    [
        "+0", "-0", "subnormal", "normal", "power of two", "largest", "infinity", "NaN",
    ];

    private static readonly string[] Ternary = ["0", "largest", "smallest"];
    private static readonly string[] PowerOfTwo = ["smallest", "normal", "largest", "NaN"];
    private static readonly string[] WithoutInfinity = [.. Float.Except(["infinity"])];

    /// <summary>The classes of a format.</summary>
    public static IReadOnlyList<string> All(NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Kind switch
        {
            NumberKind.Signed or NumberKind.Flint or NumberKind.OutlierPair or NumberKind.PairElement
                or NumberKind.OutlierLane => Signed,
            NumberKind.Unsigned => Unsigned,
            NumberKind.Minifloat => Minifloat(format),
            NumberKind.Ternary => Ternary,
            NumberKind.PowerOfTwo => PowerOfTwo,
            _ => !format.HasSpecials ? Minifloat(format) : format.HasInfinity ? Float : WithoutInfinity,
        };
    }

    /// <summary>The class of a code.</summary>
    public static string Of(NumberFormat format, uint code)
    {
        ArgumentNullException.ThrowIfNull(format);
        return format.Kind == NumberKind.PowerOfTwo ? Power(format, code)
            : format.IsFixedPoint && format.Kind != NumberKind.Minifloat ? Integer(format, (int)IntegerCodec.Decode(format, (ushort)code)) : Number(format, code);
    }

    // Those that it has: without a fraction, for example, nothing is subnormal. Hardware takes what is no code for a number.
    private static string[] Minifloat(NumberFormat format)
    {
        HashSet<string> had = [.. Enumerable.Range(0, 1 << format.Bits).Select(code => Number(format, (uint)code))];
        return [.. Float.Append(NoCode).Where(had.Contains)];
    }

    private static string Power(NumberFormat format, uint code) =>
        code == 0 ? "smallest"
        : code < format.LargestFinite ? "normal"
        : code == format.LargestFinite ? "largest"
        : "NaN";

    private static string Integer(NumberFormat format, int value) => value switch
    {
        0 => "0",
        _ when value == format.MaxInteger => "largest",
        _ when value == format.MinInteger => "smallest",
        _ => value > 0 ? "positive" : "negative",
    };

    private static string Number(NumberFormat format, uint bits)
    {
        uint fraction = bits & ((1u << format.FractionBits) - 1);
        uint exponent = bits >> format.FractionBits & ((1u << format.ExponentBits) - 1);
        uint magnitude = bits & ((1u << (format.Bits - 1)) - 1);
        uint largest = format.LargestFinite;
        return (exponent, fraction) switch
        {
            (0, 0) => bits == 0 ? "+0" : "-0",
            (0, _) => "subnormal",
            _ when magnitude > largest && format.IsMinifloat => NoCode,
            _ when magnitude > largest => FloatBits.IsNaN(format, bits) ? "NaN" : "infinity",
            _ when magnitude == largest => "largest",
            (_, 0) => "power of two",
            _ => "normal",
        };
    }
}
