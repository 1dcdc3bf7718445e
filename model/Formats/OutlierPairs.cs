namespace MixPe.Model.Formats;

/// <summary>Outlier-victim pairs of 4-bit codes (OliVe, arXiv 2304.07493; values as its published code has them). A code whose neighbour is
/// 1000 is an outlier, a sign, two bits of exponent e and one of fraction m: ±(2 + m)·2^(e + 2), from 12 on, since the quantizer leaves 8 out. Any other is
/// a two's complement integer from −7 to 7, 1000 being zero: the victim.</summary>
public static class OutlierPairs
{
    /// <summary>The code that makes its neighbour an outlier.</summary>
    public const ushort Victim = 0b1000;

    /// <summary>Largest integer.</summary>
    public const int LargestNormal = 7;

    /// <summary>Largest outlier.</summary>
    public const int LargestOutlier = 96;

    private const int CodeBits = 4;
    private const int Marked = 0b1000;
    private const int MagnitudeMask = 0b111;

    // From 12 on, with the patterns 001 to 111.
    private static readonly int[] Outliers = [12, 16, 24, 32, 48, 64, 96];

    /// <summary>A code by itself: sign, whether it is an outlier, and its three lowest bits.</summary>
    /// <param name="code">The code.</param>
    /// <param name="other">Its neighbour's; 0 for the last one of an odd K.</param>
    public static ushort Element(ushort code, ushort other) =>
        (ushort)(((code & Victim) << 1) | (other == Victim ? Marked : 0) | (code & MagnitudeMask));

    /// <summary>The code of an element, and one that makes it an outlier or none.</summary>
    public static (ushort Code, ushort Other) Pair(ushort element) => (
        (ushort)(((element >> 1) & Victim) | (element & MagnitudeMask)), (element & Marked) != 0 ? Victim : (ushort)0);

    /// <summary>Codes as elements, each by itself.</summary>
    /// <param name="codes">Codes from the first of a pair on; the last one of an odd number is in no pair.</param>
    public static ushort[] Elements(ReadOnlySpan<ushort> codes)
    {
        var elements = new ushort[codes.Length];
        for (int i = 0; i < codes.Length; i++)
        {
            int other = i ^ 1;
            elements[i] = Element(codes[i], other < codes.Length ? codes[other] : (ushort)0);
        }

        return elements;
    }

    /// <summary>The same of the rows of a matrix.</summary>
    /// <param name="codes">[rows, columns] codes, row major.</param>
    /// <param name="columns">Row length.</param>
    public static ushort[] Elements(ReadOnlySpan<ushort> codes, int columns)
    {
        var elements = new ushort[codes.Length];
        for (int start = 0; start < codes.Length; start += columns)
        {
            Elements(codes.Slice(start, columns)).CopyTo(elements, start);
        }

        return elements;
    }

    /// <summary>Two neighbouring weights as codes: two integers, or an outlier and a victim, whichever leaves the least squared error.</summary>
    /// <param name="first">The first one, in units of the scale; an outlier rather than the second one where that leaves as much.</param>
    /// <param name="second">The other.</param>
    public static (ushort First, ushort Second) Encode(double first, double second)
    {
        (ushort First, ushort Second) best = (NearestNormal(first), NearestNormal(second));
        if (Math.Max(Math.Abs(first), Math.Abs(second)) <= LargestNormal)
        {
            return best;
        }

        double least = SquaredError(best, first, second);
        foreach ((ushort First, ushort Second) pair in new[] { (NearestOutlier(first), Victim), (Victim, NearestOutlier(second)) })
        {
            double error = SquaredError(pair, first, second);
            (best, least) = error < least ? (pair, error) : (best, least);
        }

        return best;
    }

    /// <summary>What two codes leave of two weights, squared and added up.</summary>
    public static double SquaredError((ushort First, ushort Second) codes, double first, double second)
    {
        double one = Value(Element(codes.First, codes.Second)) - first;
        double other = Value(Element(codes.Second, codes.First)) - second;
        return (one * one) + (other * other);
    }

    internal static ushort NearestNormal(double value) =>
        (ushort)((int)Math.Round(Math.Clamp(value, -LargestNormal, LargestNormal), MidpointRounding.ToEven) & 0xf);

    internal static ushort NearestElement(double value) => Math.Abs(value) <= (LargestNormal + Outliers[0]) / 2.0
        ? Element(NearestNormal(value), 0)
        : Element(NearestOutlier(value), Victim);

    internal static FloatParts Unpack(ushort element)
    {
        bool isNegative = element >> CodeBits != 0;
        int low = element & MagnitudeMask;
        return (element & Marked) != 0
            ? new FloatParts(isNegative, (uint)(2 | (low & 1)), 2 + (low >> 1))
            : new FloatParts(isNegative, (uint)(isNegative ? -low & MagnitudeMask : low), 0);
    }

    private static double Value(ushort element)
    {
        FloatParts parts = Unpack(element);
        return (parts.Negative ? -1 : 1) * Math.ScaleB(parts.Significand, parts.Exponent);
    }

    // Of two as near the one whose last bit is zero.
    private static ushort NearestOutlier(double value)
    {
        int best = 0;
        for (int i = 1; i < Outliers.Length; i++)
        {
            double less = Math.Abs(Outliers[best] - Math.Abs(value)) - Math.Abs(Outliers[i] - Math.Abs(value));
            best = less > 0 || (less == 0 && i % 2 != 0) ? i : best;
        }

        return (ushort)((value < 0 ? Victim : 0) | (best + 1));
    }
}
