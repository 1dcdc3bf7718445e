using MixPe.Flow.Verify.Values;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Oracles;

/// <summary>Each operation three ways: from the definition on exact numbers, the golden model, the processor.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OracleTests
{
    private const int Draws = 40_000;

    // Worked by hand: 2^-25 ties between 0 and the smallest subnormal, 3·2^-25 between it and the next; 65520 is half
    // way from the largest number to where the next one would be; 2049 and 2051 tie at 12 bits.
    [TestCase(1, -25, 0x0000)]
    [TestCase(3, -25, 0x0002)]
    [TestCase(5, -26, 0x0001)]
    [TestCase(65519, 0, 0x7bff)]
    [TestCase(65520, 0, 0x7c00)]
    [TestCase(2049, 0, 0x6800)]
    [TestCase(2051, 0, 0x6802)]
    [TestCase(4095, -12, 0x3c00)]
    [TestCase(1, -14, 0x0400)]
    [TestCase(4095, -26, 0x0400)]
    public void Rounding_is_as_worked_by_hand(long integer, int power, int expected)
    {
        Number number = Number.Of(new Dyadic(integer, power));
        Assert.That(BinaryFormat.Binary16.Encode(number), Is.EqualTo((uint)expected));
        Assert.That(BinaryFormat.Binary16.Encode(-number), Is.EqualTo((uint)expected | 0x8000));
    }

    [Test]
    public void Every_binary16_pattern_is_the_same_number_to_all()
    {
        for (int x = 0; x < 1 << 16; x++)
        {
            Number number = BinaryFormat.Binary16.Decode((uint)x);
            Half half = BitConverter.UInt16BitsToHalf((ushort)x);
            uint canonical = Half.IsNaN(half) ? 0x7e00u : (uint)x;
            Same(
                BinaryFormat.Binary32.Encode(number), CanonicalBits.Of((float)half),
                CanonicalBits.Of(Fp16.ToSingle((ushort)x)),
                $"0x{x:x4}");
            Assert.That(BinaryFormat.Binary16.Encode(number), Is.EqualTo(canonical));
        }
    }

    [Test]
    public void Addition_of_binary32()
    {
        var random = new Random(1);
        for (int i = 0; i < Draws; i++)
        {
            var (a, b) = Fp32Patterns.Pair(random);
            var (x, y) = (BitConverter.UInt32BitsToSingle(a), BitConverter.UInt32BitsToSingle(b));
            Same(
                BinaryFormat.Binary32.Encode(BinaryFormat.Binary32.Decode(a) + BinaryFormat.Binary32.Decode(b)),
                CanonicalBits.Of(x + y), CanonicalBits.Of(Dequantize.Accumulate(x, y)), $"0x{a:x8} + 0x{b:x8}");
        }
    }

    [Test]
    public void Addition_of_binary16_every_pattern_once()
    {
        var random = new Random(2);
        for (int a = 0; a < 1 << 16; a++)
        {
            ushort b = random.Next(3) == 0 ? (ushort)((a ^ 0x8000) + random.Next(-2, 3)) : Fp16Patterns.Any(random);
            var (x, y) = (BitConverter.UInt16BitsToHalf((ushort)a), BitConverter.UInt16BitsToHalf(b));
            Same(
                BinaryFormat.Binary16.Encode(BinaryFormat.Binary16.Decode((uint)a) + BinaryFormat.Binary16.Decode(b)),
                CanonicalBits.Of(x + y), CanonicalBits.Of(PairwiseTree.Add([x, y])), $"0x{a:x4} + 0x{b:x4}");
        }
    }

    [Test]
    public void Multiplication_of_binary32_by_every_binary16_scale()
    {
        var random = new Random(3);
        for (int s = 0; s < 1 << 16; s++)
        {
            uint a = Fp32Patterns.Any(random);
            float x = BitConverter.UInt32BitsToSingle(a);
            Same(
                BinaryFormat.Binary32.Encode(BinaryFormat.Binary32.Decode(a) * BinaryFormat.Binary16.Decode((uint)s)),
                CanonicalBits.Of(x * (float)BitConverter.UInt16BitsToHalf((ushort)s)),
                CanonicalBits.Of(Dequantize.Multiply(x, NumberFormats.Fp16, (ushort)s)), $"0x{a:x8} by 0x{s:x4}");
        }
    }

    [Test]
    public void Powers_of_two_with_flags_every_pattern_every_power()
    {
        for (int power = Fp16MulPow2.MinPower; power <= Fp16MulPow2.MaxPower; power++)
        {
            Number factor = Number.Of(new Dyadic(1, power));
            for (int x = 0; x < 1 << 16; x++)
            {
                Number exact = BinaryFormat.Binary16.Decode((uint)x) * factor;
                uint bits = BinaryFormat.Binary16.Encode(exact);
                bool isInexact = BinaryFormat.Binary16.IsInexact(exact);
                bool isOverflow = exact.Kind == NumberClass.Finite && (bits & 0x7fff) == 0x7c00;
                FloatStatus status = (isInexact ? FloatStatus.Inexact : 0) | (isOverflow ? FloatStatus.Overflow : 0)
                    | (isInexact && BinaryFormat.Binary16.IsTiny(exact) ? FloatStatus.Underflow : 0);
                double processor = Math.ScaleB((double)BitConverter.UInt16BitsToHalf((ushort)x), power);
                Fp16ScaleResult golden = Fp16MulPow2.Scale((ushort)x, power);
                Same(bits, CanonicalBits.Of((Half)processor), golden.Bits, $"0x{x:x4} by 2^{power}");
                if (status != golden.Status
                    || BinaryFormat.Wide16.Encode(exact) != Fp16MulPow2.ScaleWide((ushort)x, power))
                {
                    Assert.Fail($"0x{x:x4} by 2^{power}: {status}, the model says {golden.Status}; or the wide result");
                }
            }
        }
    }

    [Test]
    public void Integers_to_binary32()
    {
        var random = new Random(4);
        for (int i = 0; i < Draws; i++)
        {
            long value = FixedPatterns.Any(random, random.Next(12, 64));
            Same(
                BinaryFormat.Binary32.Encode(Number.Of(value)), CanonicalBits.Of((float)value),
                CanonicalBits.Of(Dequantize.Round32(ExactSum.Finite(value), 0)), $"{value}");
        }
    }

    [TestCase("fp16")]
    [TestCase("bf16")]
    public void Binary32_to_a_narrower_format(string output)
    {
        var random = new Random(5);
        NumberFormat format = NumberFormats.Get(output);
        BinaryFormat narrow = output == "fp16" ? BinaryFormat.Binary16 : BinaryFormat.Bfloat16;
        for (int i = 0; i < Draws; i++)
        {
            uint bits = Fp32Patterns.Any(random);
            if (random.Next(2) == 0)
            {
                // Around binary16's range, at ties of either format and beside them.
                bits = (bits & 0x80000000) | (uint)random.Next(100, 145) << 23 | (uint)random.Next(1 << 11) << 12;
                bits += (uint)random.Next(-1, 2);
            }

            float value = BitConverter.UInt32BitsToSingle(bits);
            Same(
                narrow.Encode(BinaryFormat.Binary32.Decode(bits)),
                output == "fp16" ? CanonicalBits.Of((Half)value) : Bfloat16(bits),
                Dequantize.Finish(value, null, null, null, format), $"0x{bits:x8}");
        }
    }

    [Test]
    public void Fused_accumulation_rounds_once()
    {
        var random = new Random(6);
        int processors = 0;
        for (int i = 0; i < Draws; i++)
        {
            int exponent = random.Next(2) * -24;
            ushort scale = Fp16Patterns.Any(random);
            ExactSum t = random.Next(20) switch
            {
                0 => ExactSum.NaN,
                1 => ExactSum.Infinity(random.Next(2) == 0),
                _ => ExactSum.Finite(FixedPatterns.Any(random, random.Next(12, 64))),
            };
            float near = -Dequantize.FusedAccumulate(0, t, exponent, scale);
            float accumulator = random.Next(3) switch
            {
                0 => BitConverter.UInt32BitsToSingle(Fp32Patterns.Any(random)),
                1 => near,
                _ => MathF.BitIncrement(near),
            };
            Number product = Of(t, exponent) * BinaryFormat.Binary16.Decode(scale);
            Number sum = BinaryFormat.Binary32.Decode(BitConverter.SingleToUInt32Bits(accumulator)) + product;
            uint golden = CanonicalBits.Of(Dequantize.FusedAccumulate(accumulator, t, exponent, scale));

            // The hardware never has −0 in its accumulator: an exact zero is +0.
            uint specified = sum.IsZero ? 0 : BinaryFormat.Binary32.Encode(sum);
            uint processor = specified;
            float f = Dequantize.Round32(t, exponent);
            Number rounded = BinaryFormat.Binary32.Decode(BitConverter.SingleToUInt32Bits(f));
            if (t.Class != SumClass.Finite || (Of(t, exponent) + -rounded).IsZero)
            {
                float fused = MathF.FusedMultiplyAdd((float)BitConverter.UInt16BitsToHalf(scale), f, accumulator);
                processor = CanonicalBits.Of(fused == 0 ? 0 : fused);
                processors++;
            }

            golden = golden == 0x80000000 && float.IsNegative(accumulator) ? 0 : golden;
            Same(specified, processor, golden, $"{accumulator:r} + {t}·2^{exponent} by 0x{scale:x4}");
        }

        Assert.That(processors, Is.GreaterThan(Draws / 4), "sums that binary32 holds exactly");
    }

    private static Number Of(ExactSum t, int exponent) => t.Class switch
    {
        SumClass.Finite => Number.Of(new Dyadic(t.Value, exponent)),
        SumClass.NaN => Number.NaN,
        _ => Number.Infinity(t.Class == SumClass.NegativeInfinity),
    };

    // No processor's instruction is used for it here: round to even by an integer addition.
    private static uint Bfloat16(uint bits) =>
        (bits & 0x7fffffff) > 0x7f800000 ? 0x7fc0u : (bits + 0x7fff + (bits >> 16 & 1)) >> 16;

    private static void Same(uint specified, uint processor, uint golden, string what)
    {
        if (specified != processor || specified != golden)
        {
            Assert.Fail(
                $"{what}: by definition 0x{specified:x}, the processor 0x{processor:x}, the model 0x{golden:x}");
        }
    }
}
