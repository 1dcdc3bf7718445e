using MixPe.Flow.Verify.Values;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>Operands of a fused accumulate: acc32 + scale·t.</summary>
/// <param name="Accumulator">acc32: zero, special, or a multiple of the unit of scale·t.</param>
/// <param name="Sum">t.</param>
/// <param name="Scale">Binary16 pattern.</param>
internal sealed record FusedVector(float Accumulator, ExactSum Sum, ushort Scale)
{
    /// <summary>Draws operands; half of the finite accumulators nearly cancel the product.</summary>
    /// <param name="random">The source.</param>
    /// <param name="sumWidth">Bits of t.</param>
    /// <param name="unit">Power of two that is the unit of scale·t.</param>
    public static FusedVector Draw(Random random, int sumWidth, int unit)
    {
        ushort scale = Fp16Patterns.Any(random);
        ExactSum t = random.Next(30) switch
        {
            0 => ExactSum.NaN,
            1 => ExactSum.Infinity(random.Next(2) == 0),
            _ => ExactSum.Finite(FixedPatterns.Any(random, sumWidth)),
        };
        float accumulator = random.Next(20) switch
        {
            0 => 0,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            3 => float.NaN,
            _ when random.Next(2) == 0 && t.Class == SumClass.Finite && Fp16.IsFinite(scale) =>
                -Dequantize.FusedAccumulate(0, t, unit + 24, scale),
            _ => (float)Math.ScaleB(random.Next(-(1 << 24) + 1, 1 << 24), unit + random.Next(sumWidth + 10)),
        };
        return new FusedVector(accumulator, t, scale);
    }

    /// <summary>Writes them as the unit takes them: the scale's significand is in the product, its exponent is a
    /// shift.</summary>
    public void Write(UnitDrive drive, int cycle, int productWidth)
    {
        bool isNegative = (Scale & 0x8000) != 0;
        float scaled = Dequantize.Multiply(Dequantize.Round32(Sum, 0), Scale);
        bool isSpecial = Sum.Class != SumClass.Finite || !Fp16.IsFinite(Scale);
        int field = Scale >> 10 & 31;
        long significand = (Scale & 0x3ff) | (field == 0 ? 0 : 0x400);
        Int128 product = (Int128)Sum.Value * significand;
        drive.Write(cycle, "acc_i", BitConverter.SingleToUInt32Bits(Accumulator));
        drive.Write(cycle, drive["product_i"], (UInt128)product & ((UInt128.One << productWidth) - 1));
        drive.Write(cycle, "shift_i", (ulong)Math.Min(29, Math.Max(field, 1) - 1));
        drive.Write(cycle, "neg_i", isNegative ? 1u : 0);
        drive.Write(cycle, "nan_i", isSpecial && float.IsNaN(scaled) ? 1u : 0);
        drive.Write(cycle, "inf_i", isSpecial && float.IsInfinity(scaled) ? 1u : 0);
        drive.Write(cycle, "neg_inf_i", isSpecial && float.IsNegativeInfinity(scaled) ? 1u : 0);
    }
}
