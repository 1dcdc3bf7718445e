using MixPe.Flow.Verify.Values;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>Operands of a fused accumulate, as its unit takes them: the scale's significand is in the product, its
/// exponent is a shift.</summary>
internal static class FusedVectors
{
    /// <summary>Writes a vector; half of the finite accumulators nearly cancel the product.</summary>
    public static void Write(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Datapath path = run.Path;
        int unit = path.LsbExponent - 24;
        ushort scale = Fp16Patterns.Any(random);
        ExactSum t = random.Next(30) switch
        {
            0 => ExactSum.NaN,
            1 => ExactSum.Infinity(random.Next(2) == 0),
            _ => ExactSum.Finite(FixedPatterns.Any(random, path.TWidth)),
        };
        float accumulator = random.Next(20) switch
        {
            0 => 0,
            1 => float.PositiveInfinity,
            2 => float.NegativeInfinity,
            3 => float.NaN,
            _ when random.Next(2) == 0 && t.Class == SumClass.Finite && Fp16.IsFinite(scale) =>
                -Dequantize.FusedAccumulate(0, t, path.LsbExponent, scale),
            _ => (float)Math.ScaleB(random.Next(-(1 << 24) + 1, 1 << 24), unit + random.Next(path.TWidth + 10)),
        };

        float scaled = Dequantize.Multiply(Dequantize.Round32(t, 0), NumberFormats.Fp16, scale);
        bool isSpecial = t.Class != SumClass.Finite || !Fp16.IsFinite(scale);
        int field = scale >> 10 & 31;
        long significand = (scale & 0x3ff) | (field == 0 ? 0 : 0x400);
        stimulus.Set(i, "acc_i", BitConverter.SingleToUInt32Bits(accumulator));
        stimulus.Set(i, "product_i", (UInt128)((Int128)t.Value * significand));
        stimulus.Set(i, "shift_i", (ulong)Math.Min(29, Math.Max(field, 1) - 1));
        stimulus.Set(i, "neg_i", (ulong)scale >> 15);
        stimulus.Set(i, "nan_i", isSpecial && float.IsNaN(scaled) ? 1u : 0);
        stimulus.Set(i, "inf_i", isSpecial && float.IsInfinity(scaled) ? 1u : 0);
        stimulus.Set(i, "neg_inf_i", isSpecial && float.IsNegativeInfinity(scaled) ? 1u : 0);
    }
}
