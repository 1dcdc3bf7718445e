using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>OliVe's outlier-victim pairs with INT4 normals (arXiv 2304.07493): values, pairs, and how weights become them.</summary>
public class OliveTests
{
    private static readonly double[] Normals = [0, 1, 2, 3, 4, 5, 6, 7, 0, -7, -6, -5, -4, -3, -2, -1];
    private static readonly double[] Outliers = [8, 12, 16, 24, 32, 48, 64, 96, -8, -12, -16, -24, -32, -48, -64, -96];

    private static NumberFormat Olive4 => NumberFormats.OfWeights("olive4");

    [Test]
    public void All_256_pairs_have_the_values_of_the_page()
    {
        for (ushort first = 0; first < 16; first++)
        {
            for (ushort second = 0; second < 16; second++)
            {
                ushort[] elements = OutlierPairs.Elements([first, second]);
                double[] values = [.. elements.Select(element => IntegerCodec.ToDouble(Olive4.Element, element))];
                Assert.That(values[0], Is.EqualTo(second == 8 ? Outliers[first] : Normals[first]), $"{first} {second}");
                Assert.That(values[1], Is.EqualTo(first == 8 ? Outliers[second] : Normals[second]), $"{first} {second}");
                Assert.That(values.Sum(Math.Abs), Is.LessThanOrEqualTo((double)Olive4.ReachOf(2)));
            }
        }
    }

    [Test]
    public void A_code_and_its_neighbour_come_out_of_an_element_again()
    {
        for (ushort element = 0; element < 32; element++)
        {
            (ushort code, ushort other) = OutlierPairs.Pair(element);
            Assert.That(OutlierPairs.Element(code, other), Is.EqualTo(element));
        }
    }

    [Test]
    public void The_last_code_of_an_odd_row_is_in_no_pair_and_rows_begin_pairs_of_their_own()
    {
        ushort[] elements = OutlierPairs.Elements([8, 7, 8, 8, 1, 7], 3);
        Assert.That(
            elements.Select(element => IntegerCodec.ToDouble(Olive4.Element, element)),
            Is.EqualTo(new double[] { 0, 96, 0, 0, 12, 7 }));
    }

    [TestCase(7, -7, 7, -7)]
    [TestCase(12, 0, 12, 0)]
    [TestCase(-1, 100, 0, 96)]
    [TestCase(-20.1, 3, -24, 0)]
    [TestCase(14, 1, 16, 0)]
    [TestCase(20, 1, 16, 0)]
    [TestCase(40, 90, 0, 96)]
    [TestCase(-90, -40, -96, 0)]
    [TestCase(9.4, 0, 7, 0)]
    [TestCase(9.6, 0, 12, 0)]
    [TestCase(9.6, 6, 7, 6)]
    [TestCase(12, 4.9, 12, 0)]
    [TestCase(12, 5.1, 7, 5)]
    [TestCase(0.5, 1.5, 0, 2)]
    public void A_pair_is_what_leaves_the_least_squared_error(double first, double second, double one, double other)
    {
        (ushort code, ushort neighbour) = OutlierPairs.Encode(first, second);
        ushort[] elements = OutlierPairs.Elements([code, neighbour]);
        Assert.That(elements.Select(element => IntegerCodec.ToDouble(Olive4.Element, element)), Is.EqualTo(new[] { one, other }));
    }

    [Test]
    public void No_pair_of_codes_is_nearer_than_the_one_that_is_chosen()
    {
        Random random = new(5);
        for (int i = 0; i < 2000; i++)
        {
            double first = Math.Tan((random.NextDouble() - 0.5) * 3) * 8;
            double second = Math.Tan((random.NextDouble() - 0.5) * 3) * 8;
            double chosen = OutlierPairs.SquaredError(OutlierPairs.Encode(first, second), first, second);

            // 8 is an outlier that OliVe leaves out, alone or twice in a pair.
            double least = (
                from one in Enumerable.Range(0, 16)
                from other in Enumerable.Range(0, 16)
                where !(other == 8 && one % 8 == 0) && !(one == 8 && other % 8 == 0)
                select OutlierPairs.SquaredError(((ushort)one, (ushort)other), first, second)).Min();
            Assert.That(chosen, Is.EqualTo(least).Within(1e-9), $"{first} {second}");
        }
    }

    [Test]
    public void Weights_with_heavy_tails_keep_more_than_as_INT4()
    {
        Random random = new(3);
        float[] weights = [.. Enumerable.Range(0, 8 * 513).Select(_ => HeavyTail(random))];
        double olive = Error(GroupQuantizer.Symmetric(weights, 8, 513, 128, Olive4), weights);
        double int4 = Error(GroupQuantizer.Symmetric(weights, 8, 513, 128, NumberFormats.OfWeights("int4")), weights);
        double searched = Error(
            GroupQuantizer.Symmetric(weights, 8, 513, 128, NumberFormats.OfWeights("int4"), CodeRange.LeastSquares), weights);
        Assert.That(olive, Is.LessThan(0.2 * int4));
        Assert.That(olive, Is.LessThan(0.5 * searched));
    }

    // Where the scale of the largest magnitude is not rounded so far down that INT4 has a use for -8.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Weights_without_outliers_lose_no_more_than_as_INT4(int seed)
    {
        Random random = new(seed);
        float[] weights = [.. Enumerable.Range(0, 4 * 97).Select(_ => (float)(random.NextDouble() - 0.5))];
        double olive = Error(GroupQuantizer.Symmetric(weights, 4, 97, 32, Olive4), weights);
        Assert.That(olive, Is.LessThanOrEqualTo(Error(GroupQuantizer.Symmetric(weights, 4, 97, 32, NumberFormats.OfWeights("int4")), weights)));
    }

    // A power of two as the scale leaves less to search, not nothing.
    [TestCase("e8m0", 0.5)]
    [TestCase("fp8_e4m3", 0.2)]
    [TestCase("bf16", 0.2)]
    public void Outliers_are_kept_whatever_the_scales(string scales, double most)
    {
        Random random = new(6);
        float[] weights = [.. Enumerable.Range(0, 8 * 512).Select(_ => HeavyTail(random))];
        NumberFormat scale = NumberFormats.Get(scales);
        double olive = Error(GroupQuantizer.Symmetric(weights, 8, 512, 128, Olive4, scales: scale), weights);
        double int4 = Error(GroupQuantizer.Symmetric(weights, 8, 512, 128, NumberFormats.OfWeights("int4"), scales: scale), weights);
        Assert.That(olive, Is.LessThan(most * int4));
    }

    [Test]
    public void Zeros_stay_zeros_and_a_scale_that_is_too_large_is_refused()
    {
        QuantizedWeights zeros = GroupQuantizer.Symmetric(new float[7], 1, 7, 4, Olive4);
        Assert.That(zeros.Codes, Has.All.Zero);
        Assert.That(
            () => GroupQuantizer.Symmetric([1e38f, 1f], 1, 2, 2, Olive4),
            Throws.InstanceOf<QuantizationException>());
    }

    [Test]
    public void An_odd_group_is_refused()
    {
        GemmArithmetic odd = new(Olive4, NumberFormats.Get("int8"), 3, false, false, AccumulatorKind.Exact, 2, false, NumberFormats.Fp32);
        Assert.That(() => GemmCheck.Require(odd), Throws.ArgumentException.With.Message.Contains("must be even"));
    }

    // Most within a sixth of the largest, one in some fifty far out.
    private static float HeavyTail(Random random)
    {
        double bell = Enumerable.Range(0, 12).Sum(_ => random.NextDouble()) - 6;
        return (float)(random.Next(50) == 0 ? 12 * bell : bell);
    }

    private static double Error(QuantizedWeights q, float[] weights) =>
        q.Dequantize().Zip(weights, (value, weight) => (value - weight) * (value - weight)).Sum();
}
