using FsCheck.Fluent;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Verif.Model;
using NUnit.Framework;

namespace MixPe.Verif.Oracles;

/// <summary>Groups and whole GEMMs: the specification on exact numbers, the golden model, and, unfused, doubles.
/// </summary>
[Parallelizable(ParallelScope.All)]
public sealed class GemmOracleTests
{
    private const int Cases = 400;

    [Test]
    public void Whole_GEMMs_are_as_specified()
    {
        int outputs = 0;
        foreach (GemmCase c in Draw())
        {
            GemmOperands o = c.Operands();
            uint[] specified = new GemmSpecification(c.Arithmetic).Run(o);
            Assert.That(GoldenGemm.Run(c.Arithmetic, o), Is.EqualTo(specified), $"{c}");
            if (!c.Arithmetic.Fused)
            {
                Assert.That(IndependentGemm.Run(c.Arithmetic, o), Is.EqualTo(specified), $"{c}, on doubles");
            }

            outputs += specified.Length;
        }

        TestContext.Out.WriteLine($"{outputs} outputs");
        Assert.That(outputs, Is.GreaterThan(Cases));
    }

    [Test]
    public void Dot_products_sums_and_zero_points_are_as_specified()
    {
        foreach (GemmCase c in Draw())
        {
            GemmArithmetic a = c.Arithmetic;
            GemmOperands o = c.Operands();
            int length = Math.Min(a.Group, o.K);
            ReadOnlySpan<ushort> w = o.Weights.AsSpan(0, length);
            ReadOnlySpan<ushort> x = o.Activations.AsSpan(0, length);
            GemmSpecification specification = new(a);
            int zero = o.ZeroPoints?[0] ?? 0;
            bool isFinite = a.Activations.IsInteger || !x.ToArray().Any(code => !FloatBits.IsFinite(a.Activations, code));
            (Number Dot, Number Sum, Number Corrected) golden;
            switch (a.Accumulator)
            {
                case AccumulatorKind.Exact:
                    int exponent = FixedPoint.Exponent(a.Activations);
                    int products = FixedPoint.Exponent(a.Weights, a.Activations);
                    ExactSum dot = GroupDot.Exact(a.Weights, w, a.Activations, x);
                    ExactSum sum = ActivationSum.Exact(a.Activations, x);
                    golden = (Of(dot, products), Of(sum, exponent), Of(ZeroPoint.Exact(dot, sum, zero), products));
                    break;
                case AccumulatorKind.Sliced when a.Activations.IsInteger:
                    x = Array.ConvertAll(x.ToArray(), code => (ushort)(code & ((1 << a.AlignedBits) - 1)));
                    NumberFormat numbers = NumberFormat.Signed(a.AlignedBits);
                    ExactSum integerDot = GroupDot.Exact(a.Weights, w, numbers, x);
                    ExactSum integerSum = ActivationSum.Exact(numbers, x);
                    golden = (Of(integerDot, 0), Of(integerSum, 0), Of(ZeroPoint.Exact(integerDot, integerSum, zero), 0));
                    x = o.Activations.AsSpan(0, length);
                    break;
                case AccumulatorKind.Sliced:
                    int unit = SlicedGroup.UnitExponent(a.Activations, SlicedGroup.LargestExponent(a.Activations, x), a.AlignedBits);
                    ExactSum slicedDot = SlicedGroup.Dot(a.Weights, w, a.Activations, x, a.AlignedBits);
                    ExactSum slicedSum = SlicedGroup.Sum(a.Activations, x, a.AlignedBits);
                    golden = (
                        Of(slicedDot, unit), Of(slicedSum, unit), Of(ZeroPoint.Exact(slicedDot, slicedSum, zero), unit));
                    break;
                case AccumulatorKind.Fp32Dot:
                    Same(specification.Dot(w, x), Of(FusedDot.Group(a.Weights, w, a.Activations, x, a.Lanes)), $"{c}: dot product");
                    continue;
                case AccumulatorKind.Fp32:
                    float dot32 = GroupDot.Fp32(a.Weights, w, a.Activations, x, a.Lanes);
                    float sum32 = ActivationSum.Fp32(a.Activations, x, a.Lanes);
                    golden = (Of(dot32), Of(sum32), Of(ZeroPoint.Fp32(dot32, sum32, zero, isFinite)));
                    break;
                default:
                    Half dot16 = GroupDot.Fp16Sum(a.Weights, w, x, a.Lanes);
                    Half sum16 = ActivationSum.Fp16Sum(x, a.Lanes);
                    Half t16 = ZeroPoint.Fp16(dot16, sum16, zero, isFinite);
                    golden = (Of((float)dot16), Of((float)sum16), Of((float)t16));
                    break;
            }

            Same(specification.Dot(w, x), golden.Dot, $"{c}: dot product");
            Same(specification.Sum(x), golden.Sum, $"{c}: sum");
            if (a.HasZeroPoint)
            {
                Same(specification.Corrected(w, x, zero), golden.Corrected, $"{c}: without zero point");
            }
        }
    }

    // Exact numbers are slow: small shapes.
    private static IEnumerable<GemmCase> Draw() => GemmCase.Arbitrary.Generator
        .Sample(Cases, Cases)
        .Select(c => c with { M = Math.Min(c.M, 2), N = Math.Min(c.N, 2), K = Math.Min(c.K, 40) });

    private static Number Of(ExactSum sum, int exponent) => sum.Class switch
    {
        SumClass.Finite => Number.Of(new Dyadic(sum.Value, exponent)),
        SumClass.NaN => Number.NaN,
        _ => Number.Infinity(sum.Class == SumClass.NegativeInfinity),
    };

    private static Number Of(float value) => BinaryFormat.Binary32.Decode(BitConverter.SingleToUInt32Bits(value));

    private static void Same(Number specified, Number golden, string what)
    {
        bool isSame = specified.Kind == golden.Kind && specified.Kind switch
        {
            NumberClass.NaN => true,
            NumberClass.Infinite => specified.IsNegative == golden.IsNegative,
            _ => (specified.Value - golden.Value).Integer.IsZero && specified.IsNegative == golden.IsNegative,
        };
        Assert.That(isSame, Is.True, $"{what}: {specified}, the model says {golden}");
    }
}
