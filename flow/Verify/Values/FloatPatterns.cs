using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Values;

/// <summary>Patterns of a floating-point format of elements or scales, drawn by class.</summary>
public static class FloatPatterns
{
    /// <summary>Any pattern, every class of them often.</summary>
    public static ushort Any(NumberFormat format, Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        if (IsBinary16(format))
        {
            return Fp16Patterns.Any(random);
        }

        IReadOnlyList<ushort> corners = Corners(format);
        return random.Next(2) == 0
            ? Sign(format, random, corners[random.Next(corners.Count)])
            : (ushort)random.Next(1 << format.Bits);
    }

    /// <summary>As <see cref="Any"/>, without infinities and NaN.</summary>
    public static ushort Finite(NumberFormat format, Random random)
    {
        while (true)
        {
            ushort bits = Any(format, random);
            if (FloatBits.IsFinite(format, bits))
            {
                return bits;
            }
        }
    }

    /// <summary>Magnitudes around 1, from 2^−6 to below 2, as far as the format reaches.</summary>
    public static ushort Moderate(NumberFormat format, Random random)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(random);
        int above = (format.Bias + 1) << format.FractionBits;
        return Sign(format, random, random.Next(Math.Max(0, above - (7 << format.FractionBits)), above));
    }

    /// <summary>The largest finite magnitude.</summary>
    public static ushort Largest(NumberFormat format, Random random)
    {
        ArgumentNullException.ThrowIfNull(format);
        return Sign(format, random, (int)format.LargestFinite);
    }

    /// <summary>Magnitudes at the ends of each class: zero, subnormals, normals, one, infinity, NaN.</summary>
    public static IReadOnlyList<ushort> Corners(NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (IsBinary16(format))
        {
            return Fp16Patterns.Corners;
        }

        int first = 1 << format.FractionBits;
        IEnumerable<int> all =
        [
            0, 1, first - 1, first, (int)FloatBits.One(format), (int)format.LargestFinite, (int)format.LargestFinite + 1,
            (1 << (format.Bits - 1)) - 1,
        ];
        return [.. all.Distinct().Where(code => code < 1 << (format.Bits - 1) || format.Kind == NumberKind.PowerOfTwo).Select(code => (ushort)code)];
    }

    /// <summary>Both ends of every binade, their neighbours and a middle, of both signs; of a format of at most 8 bits all patterns.</summary>
    public static IEnumerable<ushort> Ends(NumberFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        int all = (1 << format.FractionBits) - 1;
        int[] points = [0, 1, (all + 1) / 2, all - 1, all];
        return format.Bits <= 8
            ? Enumerable.Range(0, 1 << format.Bits).Select(code => (ushort)code)
            : from exponent in Enumerable.Range(0, 2 << format.ExponentBits)
              from fraction in points
              select (ushort)((exponent << format.FractionBits) | fraction);
    }

    private static bool IsBinary16(NumberFormat format) => format == NumberFormats.Fp16;

    private static ushort Sign(NumberFormat format, Random random, int magnitude) =>
        (ushort)(magnitude | (format.Kind == NumberKind.PowerOfTwo ? 0 : random.Next(2) << (format.Bits - 1)));
}
