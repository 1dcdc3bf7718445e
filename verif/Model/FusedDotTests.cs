using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

/// <summary>The fused dot product by hand: what GPUs' tensor cores are known to do (Fasi, Higham, Mikaitis, Pranesh 2021), with one
/// place below the 24 of binary32.</summary>
public sealed class FusedDotTests
{
    private const ushort One = 0x3c00;
    private static readonly NumberFormat Fp16 = NumberFormats.Fp16;

    [Test]
    public void Small_products_add_up_before_they_are_cut_off()
    {
        // Four times 2^-24 beside 1: each is below the last place of 1, 2^-23, and together they are two of it.
        float two = Add(1, Times(4, 0x0c00), Times(4, 0x0c00));
        Assert.That(two, Is.EqualTo(1 + MathF.ScaleB(4, -24)));

        // One at a time each of them is cut off.
        float one = 1;
        for (int i = 0; i < 4; i++)
        {
            one = Add(one, [0x0c00], [0x0c00]);
        }

        Assert.That(one, Is.EqualTo(1));
    }

    [Test]
    public void What_is_below_the_window_is_lost_whatever_its_sign()
    {
        // 2^-48 is far below the last place of 1. Rounding down would take a place from 1; cutting off a magnitude does not.
        Assert.That(Add(1, [0x0001], [0x0001]), Is.EqualTo(1));
        Assert.That(Add(1, [0x8001], [0x0001]), Is.EqualTo(1));
        Assert.That(Add(-1, [0x0001], [0x0001]), Is.EqualTo(-1));
    }

    [Test]
    public void The_result_is_cut_off_toward_zero()
    {
        // 2 and three quarters of its last place, 2^-22: 3 times 2^-24, of which the window has all. A rounding add would go up.
        Assert.That(1 + (1 + MathF.ScaleB(3, -24)), Is.GreaterThan(2));
        Assert.That(Add(1, [One, 0x1000, 0x0c00], [One, 0x0c00, 0x0c00]), Is.EqualTo(2));
        Assert.That(Add(-1, [0xbc00, 0x9000, 0x8c00], [One, 0x0c00, 0x0c00]), Is.EqualTo(-2));
    }

    [Test]
    public void An_accumulator_keeps_one_place_below_its_last()
    {
        // Of four times 2^-25 beside 1 nothing is left, of four times 2^-24 all.
        Assert.That(Add(1, Times(4, 0x0c00), Times(4, 0x0800)), Is.EqualTo(1));
        Assert.That(Add(1, Times(4, 0x0c00), Times(4, 0x0c00)), Is.EqualTo(1 + MathF.ScaleB(1, -22)));
    }

    [Test]
    public void A_product_counts_with_the_place_that_it_could_have()
    {
        // 1 by 1 could be 3.99: the window's highest place is 2, its lowest 2^-24, and of the accumulator's 2^-25 nothing is left.
        float low = MathF.ScaleB(1, -25);
        Assert.That(Add(low, [One], [One]), Is.EqualTo(1));
        Assert.That(Add(MathF.ScaleB(1, -24), [One, 0xbc00], [One, One]), Is.EqualTo(MathF.ScaleB(1, -24)));
        Assert.That(Add(low, [One, 0xbc00], [One, One]), Is.Zero, "though the two of them cancel");
    }

    [Test]
    public void A_zero_has_no_exponent()
    {
        Assert.That(Add(MathF.ScaleB(1, -40), [0x7bff], [0x0000]), Is.EqualTo(MathF.ScaleB(1, -40)));
        Assert.That(BitConverter.SingleToUInt32Bits(Add(0, [0x8000], [One])), Is.Zero, "and a sum of none is +0");
    }

    [Test]
    public void Infinities_and_NaN_are_those_of_IEEE_754()
    {
        Assert.That(Add(0, [0x7c00], [One]), Is.EqualTo(float.PositiveInfinity));
        Assert.That(Add(0, [0x7c00], [0xbc00]), Is.EqualTo(float.NegativeInfinity));
        Assert.That(Add(float.NegativeInfinity, [One], [One]), Is.EqualTo(float.NegativeInfinity));
        Assert.That(Add(0, [0x7c00, 0xfc00], [One, One]), Is.NaN);
        Assert.That(Add(float.PositiveInfinity, [0xfc00], [One]), Is.NaN);
        Assert.That(Add(0, [0x7c00], [0x0000]), Is.NaN);
    }

    [Test]
    public void The_order_of_the_lanes_does_not_matter()
    {
        Random random = new(5);
        for (int i = 0; i < 200; i++)
        {
            (ushort W, ushort X)[] lanes = [.. Enumerable.Range(0, 8).Select(_ =>
                ((ushort)random.Next(1 << 16), (ushort)random.Next(1 << 16)))];
            float sum = Add(3, [.. lanes.Select(lane => lane.W)], [.. lanes.Select(lane => lane.X)]);
            random.Shuffle(lanes);
            Assert.That(Add(3, [.. lanes.Select(lane => lane.W)], [.. lanes.Select(lane => lane.X)]), Is.EqualTo(sum));
        }
    }

    private static float Add(float accumulator, ushort[] w, ushort[] x) => FusedDot.Add(accumulator, Fp16, w, Fp16, x);

    private static ushort[] Times(int count, ushort code) => [.. Enumerable.Repeat(code, count)];
}
