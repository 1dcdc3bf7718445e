using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>SpQR's weights, worked by hand: groups of 16 in 3 bits, scales and zero points in 3 bits, and the weights that are better left
/// out.</summary>
public sealed class SpqrQuantizerTests
{
    private static readonly NumberFormat UInt3 = NumberFormats.Get("uint3");

    // Eight values from least on, twice: a group whose scale is step and whose zero point is -least/step.
    private static IEnumerable<float> Row(float least, float step) => Enumerable.Range(0, 16).Select(i => least + (step * (i % 8)));

    [Test]
    public void Three_rows_are_as_worked_by_hand()
    {
        // Scales 1, 8 and 4: a unit of (8 − 1)/7 = 1 and a zero of −1, codes 0, 7 and 3. Zero points 0, 7 and 3: a unit of 1, a zero of 0.
        float[] w = [.. Row(0, 1), .. Row(-56, 8), .. Row(-12, 4)];
        SpqrWeights made = SpqrQuantizer.Quantize(w, 3, 16, 16, UInt3, new bool[48]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(made.Scales.Codes, Is.EqualTo(new byte[] { 0, 7, 3 }));
            Assert.That((made.Scales.Units.Single(), made.Scales.Zeros.Single()), Is.EqualTo(((ushort)0x3c00, (ushort)0xbc00)));
            Assert.That(made.ZeroPoints.Codes, Is.EqualTo(new byte[] { 0, 7, 3 }));
            Assert.That((made.ZeroPoints.Units.Single(), made.ZeroPoints.Zeros.Single()), Is.EqualTo(((ushort)0x3c00, (ushort)0)));
            Assert.That(made.Codes, Is.EqualTo(Enumerable.Range(0, 48).Select(i => i % 8)));
            Assert.That(made.ToGroups().Scales, Is.EqualTo(new ushort[] { 0x3c00, 0x4800, 0x4400 }));
            Assert.That(made.ToGroups().ZeroPoints, Is.EqualTo(new[] { 0, 7, 3 }));
            Assert.That(made.ToGroups().Dequantize(), Is.EqualTo(w));

            // 3 bits, two of 3 for 16, four of 16 for 256.
            Assert.That(made.Bits, Is.EqualTo(3.625));
        }
    }

    [Test]
    public void Scales_and_zero_points_round_to_3_bits_and_zero_points_to_whole_numbers_after_that()
    {
        // Scales 1, 2.5, 8: code 1.5 becomes 2, a scale of 3. Zero points 0, 2.5 / 2.5 = 1, 7. The largest weight, 15, is 5 of 3: 15; −2.5 is −1: −3.
        float[] w = [.. Row(0, 1), .. Row(-2.5f, 2.5f), .. Row(-56, 8)];
        SpqrWeights made = SpqrQuantizer.Quantize(w, 3, 16, 16, UInt3, new bool[48]);
        Assert.That(made.Scales.Codes, Is.EqualTo(new byte[] { 0, 2, 7 }));
        Assert.That(made.OfGroup(1, 0), Is.EqualTo(((ushort)0x4200, 1)));
        Assert.That(
            made.ToGroups().Dequantize()[16..24], Is.EqualTo(new double[] { -3, 0, 3, 6, 6, 9, 12, 15 }), "−2.5 0 2.5 5 7.5 10 12.5 15");

        // A zero point of 3.5 between 0 and 7 is the code 4 there already; between 3.5 and 6 it stays, and then rounds to even.
        made = SpqrQuantizer.Quantize([.. Row(-3.5f, 1), .. Row(-7, 1)], 2, 16, 16, UInt3, new bool[32]);
        Assert.That((made.ZeroPoints.Units.Single(), made.ZeroPoints.Zeros.Single()), Is.EqualTo(((ushort)0x3800, (ushort)0xc700)), "0.5 and −7");
        Assert.That((made.ZeroPoints.Value(0, 0), made.OfGroup(0, 0).Zero), Is.EqualTo((3.5, 4)));
    }

    [Test]
    public void An_outlier_stands_as_zero_and_is_in_no_range()
    {
        float[] w = [.. Row(0, 1), .. Row(-56, 8)];
        (w[15], w[16 + 3]) = (-1000, 4e5f);
        bool[] outliers = new bool[32];
        (outliers[15], outliers[16 + 3]) = (true, true);
        double[] values = SpqrQuantizer.Quantize(w, 2, 16, 16, UInt3, outliers).ToGroups().Dequantize();
        (w[15], w[16 + 3]) = (0, 0);
        Assert.That(values, Is.EqualTo(w));
    }

    [Test]
    public void Sixteen_rows_share_a_unit_and_the_last_ones_what_is_left()
    {
        // Rows of one scale have it for a unit, times 0 − (−1); a row of zeros is in no range; a short group is one by itself.
        float[] w = [.. Enumerable.Range(0, 17).SelectMany(row => Row(0, row < 16 ? 3 : 5).Concat([row == 2 ? 0 : -7f]))];
        SpqrWeights made = SpqrQuantizer.Quantize(w, 17, 17, 16, UInt3, new bool[17 * 17]);
        Assert.That(made.Scales.Units, Is.EqualTo(new ushort[] { 0x4200, 0x3c00, 0x4500, 0x3c00 }), "3 and 1, 5 and 1");
        Assert.That(made.Scales.Zeros, Has.All.EqualTo(0xbc00));
        Assert.That(made.ToGroups().Dequantize(), Is.EqualTo(w));
    }

    [Test]
    public void What_binary16_does_not_reach_is_refused()
    {
        Assert.That(
            () => SpqrQuantizer.Quantize([0, 1, 1e6f, 1], 2, 2, 2, UInt3, new bool[4]),
            Throws.TypeOf<QuantizationException>().With.Message.Contains("weights[1, 0]").And.Message.Contains("binary16 units"));
        Assert.That(() => SpqrQuantizer.Quantize([1], 1, 1, 16, NumberFormats.Get("int3"), new bool[1]), Throws.ArgumentException);
        Assert.That(() => SpqrQuantizer.Quantize([1], 1, 1, 16, UInt3, new bool[2]), Throws.ArgumentException);
        Assert.That(
            () => SpqrQuantizer.Quantize([float.NaN], 1, 1, 16, UInt3, new bool[1]), Throws.TypeOf<QuantizationException>());
    }

    [Test]
    public void The_weights_without_which_a_group_loses_least_are_the_outliers()
    {
        // Without 100 the others are 0 and 1: no error. Of a group of 0 to 7 none brings anything.
        float[] w = [1, 0, 1, 100, 0, 1, 2, 3, 4, 5, 6, 7, 1, 0, 1, 100];
        double[] level = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        Assert.That(Chosen(w, 16, 4, level, 1), Is.EqualTo(new[] { 3 }), "of equal ones the first");
        Assert.That(Chosen(w, 16, 4, level, 2), Is.EqualTo(new[] { 3, 15 }));
        Assert.That(Chosen([0, 1, 2, 3, 4, 5, 6, 7], 8, 8, level, 8), Is.Empty, "an exact group");
        Assert.That(Chosen([0, 0, 0, 0], 4, 4, level, 4), Is.Empty, "zeros");

        // The error of 1 by 1/7 of 100 is 1, its column's energy decides where it hurts.
        level[12] = 9;
        Assert.That(Chosen(w, 16, 4, level, 1), Is.EqualTo(new[] { 15 }));
    }

    [Test]
    public void One_in_a_hundred_left_out_leaves_less_than_a_fifth_of_the_squared_error()
    {
        Random random = new(7);
        float[] w = [.. Enumerable.Range(0, 40 * 200).Select(_ => (float)(random.NextDouble() - 0.5))];
        for (int i = 0; i < 80; i++)
        {
            w[random.Next(w.Length)] = random.Next(2) == 0 ? 8 : -8;
        }

        double[] level = [.. Enumerable.Repeat(1.0, 200)];
        bool[] outliers = SparseOutliers.Choose(w, 200, 16, 7, level, 80);
        double Error(bool[] marks) => SpqrQuantizer.Quantize(w, 40, 200, 16, UInt3, marks).ToGroups().Dequantize()
            .Select((value, i) => marks[i] ? 0 : Math.Pow(value - w[i], 2)).Sum();
        double with = Error(outliers), without = Error(new bool[w.Length]);
        TestContext.Out.WriteLine($"{with:F2}, without outliers {without:F2}");
        Assert.That(with, Is.Positive.And.LessThan(without / 5));
    }

    private static int[] Chosen(float[] w, int k, int group, double[] energies, long most)
    {
        bool[] marks = SparseOutliers.Choose(w, k, group, 7, energies, most);
        return [.. Enumerable.Range(0, marks.Length).Where(i => marks[i])];
    }
}
