using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>FP16 × 2^i: IEEE 754 scaleB (IEEE 754-2019, 5.3.3), in the two variants of the unit.</summary>
public static class Fp16MulPow2
{
    /// <summary>Smallest power of the unit.</summary>
    public const int MinPower = -16;

    /// <summary>Largest power of the unit.</summary>
    public const int MaxPower = 15;

    /// <summary>The result format of the wide variant: binary16 with one exponent bit more (sign, 6 bits of bias 31,
    /// 10 bits of fraction). Wide enough that no power of the range overflows or rounds.</summary>
    public static NumberFormat WideFormat { get; } = new("fp17_wide", NumberKind.Float, 17, 6, 10, 31);

    /// <summary>x·2^power in binary16.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The power is outside −16 to 15.</exception>
    public static Fp16ScaleResult Scale(ushort x, int power)
    {
        uint bits = Scale(NumberFormats.Fp16, x, power, out FloatStatus status);
        return new Fp16ScaleResult((ushort)bits, status);
    }

    /// <summary>x·2^power in <see cref="WideFormat"/>, always exact.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The power is outside −16 to 15.</exception>
    public static uint ScaleWide(ushort x, int power) => Scale(WideFormat, x, power, out _);

    private static uint Scale(NumberFormat result, ushort x, int power, out FloatStatus status)
    {
        if (power < MinPower || power > MaxPower)
        {
            throw new ArgumentOutOfRangeException(nameof(power), power, $"a power is {MinPower} to {MaxPower}");
        }

        status = FloatStatus.None;
        if (Fp16.IsNaN(x))
        {
            return FloatBits.CanonicalNaN(result);
        }

        bool negative = (x & 0x8000) != 0;
        if (!Fp16.IsFinite(x))
        {
            return FloatBits.Infinity(result, negative);
        }

        FloatParts parts = FloatBits.Unpack(NumberFormats.Fp16, x);
        return FloatRounding.Round(result, negative, parts.Significand, parts.Exponent + power, out status);
    }
}
