using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Values;

/// <summary>Codes of fixed-point formats.</summary>
internal static class FixedCodes
{
    /// <summary>Any code; of FP8 weights a finite one.</summary>
    internal static ushort Any(NumberFormat format, Random random) => format is { IsMinifloat: true, HasSpecials: true }
        ? (ushort)(random.Next((int)format.LargestFinite + 1) | Sign(format, random.Next(2)))
        : (ushort)random.Next(1 << format.Bits);

    /// <summary>The code of the largest value.</summary>
    internal static ushort Largest(NumberFormat format) =>
        IntegerCodec.Nearest(format, (double)format.LargestUnits);

    /// <summary>The code of the smallest value.</summary>
    internal static ushort Smallest(NumberFormat format) =>
        IntegerCodec.Nearest(format, (double)format.SmallestUnits);

    private static int Sign(NumberFormat format, int sign) => sign << (format.Bits - 1);
}
