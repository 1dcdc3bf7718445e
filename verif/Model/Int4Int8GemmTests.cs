using MixPe.Model.Formats;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class Int4Int8GemmTests
{
    [TestCase("int4", 1, 1, 1, 1)]
    [TestCase("uint4", 4, 8, 128, 128)]
    [TestCase("int4", 5, 9, 300, 128)]
    [TestCase("uint4", 7, 17, 70, 33)]
    [TestCase("int3", 6, 8, 257, 7)]
    [TestCase("uint2", 9, 3, 64, 64)]
    public void Group_dots_equal_a_plain_loop(string name, int m, int n, int k, int group)
    {
        var random = new Random(7);
        NumberFormat format = NumberFormats.Get(name);
        ushort[] w = Enumerable.Range(0, n * k).Select(_ => (ushort)random.Next(1 << format.Bits)).ToArray();
        sbyte[] x = Enumerable.Range(0, m * k).Select(_ => (sbyte)random.Next(-128, 128)).ToArray();
        Compare(format, w, x, m, n, k, group);
    }

    // The 16-bit partial sums are widest when every stored weight is 15 and every activation −128 (or 127).
    [TestCase("uint4", 15, -128)]
    [TestCase("uint4", 15, 127)]
    [TestCase("int4", 7, -128)]
    [TestCase("int4", 8, -128)]
    [TestCase("int4", 8, 127)]
    public void Extremes_do_not_saturate(string name, int code, int value)
    {
        const int m = 5, n = 9, k = 1000;
        ushort[] w = Enumerable.Repeat((ushort)code, n * k).ToArray();
        sbyte[] x = Enumerable.Repeat((sbyte)value, m * k).ToArray();
        Compare(NumberFormats.Get(name), w, x, m, n, k, 512);
    }

    [Test]
    public void Operands_that_do_not_fit_are_refused()
    {
        NumberFormat int4 = NumberFormats.Get("int4");
        Assert.That(() => PackedInt4Weights.Pack(NumberFormats.Get("int5"), [1], 1, 1, 1), Throws.ArgumentException);
        Assert.That(() => PackedInt4Weights.Pack(int4, [1, 2], 1, 1, 1), Throws.ArgumentException);
        Assert.That(() => PackedInt4Weights.Pack(int4, [16], 1, 1, 1), Throws.InstanceOf<InvalidCodeException>());
        PackedInt4Weights weights = PackedInt4Weights.Pack(int4, [1], 1, 1, 1);
        Assert.That(() => PackedInt8Activations.Pack(new sbyte[2], 1, weights), Throws.ArgumentException);
        PackedInt8Activations x = PackedInt8Activations.Pack(new sbyte[1], 1, weights);
        Assert.That(() => Int4Int8Gemm.GroupDots(weights, x, new int[1]), Throws.ArgumentException);
    }

    private static void Compare(NumberFormat format, ushort[] w, sbyte[] x, int m, int n, int k, int group)
    {
        PackedInt4Weights weights = PackedInt4Weights.Pack(format, w, n, k, group);
        PackedInt8Activations activations = PackedInt8Activations.Pack(x, m, weights);
        var fast = new int[m * weights.Groups * weights.PaddedN];
        var portable = new int[fast.Length];
        Int4Int8Gemm.GroupDots(weights, activations, fast);
        Int4Int8Gemm.GroupDotsPortable(weights, activations, portable);
        for (int i = 0; i < m * n * weights.Groups; i++)
        {
            int column = i % n, g = i / n % weights.Groups, row = i / n / weights.Groups;
            int expected = 0;
            for (int j = g * group; j < Math.Min((g + 1) * group, k); j++)
            {
                expected += (int)IntegerCodec.Decode(format, w[column * k + j]) * x[row * k + j];
            }

            int index = (row * weights.Groups + g) * weights.PaddedN + column;
            Assert.That((fast[index], portable[index]), Is.EqualTo((expected, expected)), $"[{row}, {g}, {column}]");
        }
    }
}
