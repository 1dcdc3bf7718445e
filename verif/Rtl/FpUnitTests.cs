using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>The combinational floating-point units by themselves, against the model's stages and the processor's
/// arithmetic.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FpUnitTests
{
    private const int Vectors = 400_000;

    private static Design Exact(string more = "fused=false") => RtlDesigns.Make("uint4", "fp16", more);

    [Test]
    public void Binary32_addition_is_the_processors()
    {
        var random = new Random(1);
        Run(new RtlBench().Unit(Exact(), "fp_add"), "sum_o", (drive, i) =>
        {
            var (a, b) = Fp32Patterns.Pair(random);
            drive.Write(i, "a_i", a);
            drive.Write(i, "b_i", b);
            float sum = BitConverter.UInt32BitsToSingle(a) + BitConverter.UInt32BitsToSingle(b);
            return (CanonicalBits.Of(sum), $"0x{a:x8} + 0x{b:x8}");
        });
    }

    [Test]
    public void Binary16_addition_is_the_processors()
    {
        var random = new Random(2);
        var parameters = new Dictionary<string, int> { ["ExpWidth"] = 5, ["FracWidth"] = 10, ["CountWidth"] = 4 };
        var ports = new Dictionary<string, int> { ["a_i"] = 16, ["b_i"] = 16, ["sum_o"] = 16 };
        Run(new RtlBench().Unit(Exact(), "fp_add", parameters, ports), "sum_o", (drive, i) =>
        {
            // Every pattern meets partners of every class, its negative and the neighbours of that.
            ushort a = (ushort)i;
            ushort b = random.Next(3) == 0
                ? (ushort)((a ^ 0x8000) + random.Next(-2, 3))
                : Fp16Patterns.Any(random);
            drive.Write(i, "a_i", a);
            drive.Write(i, "b_i", b);
            Half sum = BitConverter.UInt16BitsToHalf(a) + BitConverter.UInt16BitsToHalf(b);
            return (CanonicalBits.Of(sum), $"0x{a:x4} + 0x{b:x4}");
        });
    }

    [TestCase("int8")]
    [TestCase("fp16")]
    public void Fixed_point_rounds_to_binary32(string activations)
    {
        var random = new Random(3);
        Design design = RtlDesigns.Make("uint4", activations);
        int width = new Datapath(design).TWidth;
        int exponent = FixedPoint.Exponent(design.Activations);
        Run(new RtlBench().Unit(design, "fixed_to_fp32"), "value_o", (drive, i) =>
        {
            long value = FixedPatterns.Any(random, width);
            ExactSum sum = random.Next(20) switch
            {
                0 => ExactSum.NaN,
                1 => ExactSum.Infinity(random.Next(2) == 0),
                _ => ExactSum.Finite(value),
            };
            bool isNegative = sum.Class == SumClass.NegativeInfinity;
            drive.Write(i, drive["value_i"], (UInt128)(Int128)value & Mask(width));
            drive.Write(i, "nan_i", sum.Class == SumClass.NaN ? 1u : 0);
            drive.Write(i, "inf_i", isNegative || sum.Class == SumClass.PositiveInfinity ? 1u : 0);
            drive.Write(i, "neg_inf_i", isNegative ? 1u : 0);
            return (CanonicalBits.Of(Dequantize.Round32(sum, exponent)), $"{value} {sum.Class}");
        });
    }

    [Test]
    public void A_binary32_number_by_a_binary16_scale_is_the_processors()
    {
        var random = new Random(4);
        Run(new RtlBench().Unit(Exact(), "fp32_scale"), "product_o", (drive, i) =>
        {
            uint a = Fp32Patterns.Any(random);

            // The unit's own rule: zero, special, or at least 2^−100.
            if ((a >> 23 & 0xff) is > 0 and < 27)
            {
                a += 27u << 23;
            }
            else if ((a & 0x7f800000) == 0)
            {
                a &= 0x80000000;
            }

            ushort scale = Fp16Patterns.Any(random);
            drive.Write(i, "a_i", a);
            drive.Write(i, "scale_i", scale);
            float product = Dequantize.Multiply(BitConverter.UInt32BitsToSingle(a), scale);
            return (CanonicalBits.Of(product), $"0x{a:x8} · 0x{scale:x4}");
        });
    }

    [TestCase("fp16")]
    [TestCase("bf16")]
    public void The_result_is_narrowed_as_the_model_says(string output)
    {
        var random = new Random(5);
        NumberFormat format = NumberFormats.Get(output);
        Run(new RtlBench().Unit(Exact($"out={output}"), "fp32_narrow"), "value_o", (drive, i) =>
        {
            uint bits = Fp32Patterns.Any(random);

            // Half of the vectors in binary16's own range, with ties.
            if (random.Next(2) == 0)
            {
                bits = (bits & 0x80ffffff) | (uint)random.Next(100, 145) << 23;
                bits = random.Next(4) == 0 ? bits & ~0xfffu | 0x1000 : bits;
            }

            drive.Write(i, "value_i", bits);
            return (Dequantize.Finish(BitConverter.UInt32BitsToSingle(bits), null, format), $"0x{bits:x8}");
        });
    }

    [Test]
    public void The_zero_points_product_is_the_models(
        [Values("fp32", "fp16")] string accumulator, [Values("int4", "uint4")] string weights)
    {
        var random = new Random(6);
        Design design = RtlDesigns.Make(
            weights, "fp16", $"accumulator={accumulator}", "fused=false", "zero_point=integer");
        Run(new RtlBench().Unit(design, "fp_mul_zero"), "product_o", (drive, i) =>
        {
            int zero = random.Next(design.Weights.MinInteger, design.Weights.MaxInteger + 1);
            drive.Write(i, "zero_i", IntegerCodec.Encode(design.Weights, zero));
            if (accumulator == "fp32")
            {
                uint a = Fp32Patterns.Any(random);
                drive.Write(i, "a_i", a);
                return (CanonicalBits.Of(BitConverter.UInt32BitsToSingle(a) * zero), $"0x{a:x8} · {zero}");
            }

            ushort half = Fp16Patterns.Any(random);
            drive.Write(i, "a_i", half);
            Half product = BitConverter.UInt16BitsToHalf(half) * (Half)zero;
            return (CanonicalBits.Of(product), $"0x{half:x4} · {zero}");
        });
    }

    [Test]
    public void The_zero_point_is_taken_out_exactly(
        [Values("int8", "fp16")] string activations,
        [Values("int4", "uint4")] string weights,
        [Values("asic", "fpga")] string target)
    {
        var random = new Random(7);
        Design design = RtlDesigns.Make(weights, activations, "zero_point=integer", $"target={target}");
        Datapath path = new(design);
        var (w, x) = (design.Weights, design.Activations);
        Run(new RtlBench().Unit(design, "zero_correct"), "value_o", (drive, i) =>
        {
            // Dot and sum of a real group: others need not fit the result.
            var (wCodes, xCodes) = GroupCodes.Draw(design, random, finite: true);
            int zero = random.Next(w.MinInteger, w.MaxInteger + 1);
            ExactSum dot = GroupDot.Exact(w, wCodes, x, xCodes);
            ExactSum sum = ActivationSum.Exact(x, xCodes);
            drive.Write(i, drive["dot_i"], (UInt128)(Int128)dot.Value & Mask(path.AccWidth));
            drive.Write(i, drive["sum_i"], (UInt128)(Int128)sum.Value & Mask(path.SumWidth));
            drive.Write(i, "zero_i", IntegerCodec.Encode(w, zero));
            UInt128 golden = (UInt128)(Int128)ZeroPoint.Exact(dot, sum, zero).Value & Mask(path.TWidth);
            return (golden, $"{dot.Value} - {zero}·{sum.Value}");
        }, vectors: Vectors / 4);
    }

    [TestCase("int8")]
    [TestCase("fp16")]
    public void Scale_and_add_round_once(string activations)
    {
        var random = new Random(8);
        Design design = RtlDesigns.Make("uint4", activations, "fused=true");
        Datapath path = new(design);
        int unit = path.LsbExponent - 24;
        Run(new RtlBench().Unit(design, "fused_accumulate"), "acc_o", (drive, i) =>
        {
            FusedVector vector = FusedVector.Draw(random, path.TWidth, unit);
            vector.Write(drive, i, path.TWidth + 11);
            float golden = Dequantize.FusedAccumulate(
                vector.Accumulator, vector.Sum, path.LsbExponent, vector.Scale);
            return (CanonicalBits.Of(golden), vector.ToString());
        });
    }

    // Fills every vector while it says what must come out, runs all, and compares all.
    private static void Run(
        VerilatedLibrary library,
        string output,
        Func<UnitDrive, int, (UInt128 Golden, string What)> next,
        int vectors = Vectors)
    {
        using var drive = new UnitDrive(library, vectors);
        var golden = new (UInt128 Bits, string What)[vectors];
        for (int i = 0; i < vectors; i++)
        {
            golden[i] = next(drive, i);
        }

        drive.Run();
        for (int i = 0; i < vectors; i++)
        {
            UInt128 found = drive.ReadWide(i, drive[output]);
            if (found != golden[i].Bits)
            {
                Assert.Fail($"vector {i}, {golden[i].What}: 0x{found:x}, not 0x{golden[i].Bits:x}");
            }
        }

        TestContext.Out.WriteLine($"{vectors} vectors");
    }

    private static UInt128 Mask(int bits) => (UInt128.One << bits) - 1;
}
