using System.Globalization;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Bench.Model;

/// <summary>The vectorised paths of the model beside the plain loops that define them, one core.</summary>
public static class ModelBenchmarks
{
    private const int Rounds = 9;

    /// <summary>Prints medians and ratios; each pair is compared for equality first.</summary>
    /// <exception cref="InvalidOperationException">A fast path differs from its definition.</exception>
    public static void Run(TextWriter output)
    {
        output.WriteLine("unit                         vectorised      plain loop       ratio");
        Gemm(output, "int4");
        Gemm(output, "uint4");
        Elementwise(output, "fp16 multiply", Fp16Vector.Multiply, Fp16Vector.MultiplyScalar);
        Elementwise(output, "fp16 add", Fp16Vector.Add, Fp16Vector.AddScalar);
        Golden(output, "golden GEMM W4A8", "int8");
        Golden(output, "golden GEMM W4A16", "fp16");
    }

    private static void Gemm(TextWriter output, string format)
    {
        const int m = 32, n = 1024, k = 4096, group = 128;
        var random = new Random(1);
        ushort[] codes = Draw(n * k, () => (ushort)random.Next(16));
        sbyte[] values = Draw(m * k, () => (sbyte)random.Next(-128, 128));
        PackedInt4Weights weights = PackedInt4Weights.Pack(NumberFormats.Get(format), codes, n, k, group);
        PackedInt8Activations activations = PackedInt8Activations.Pack(values, m, weights);
        var fast = new int[m * weights.Groups * weights.PaddedN];
        int[] plain = new int[fast.Length];
        int offset = format == "int4" ? 8 : 0;
        Action vectorised = () => Int4Int8Gemm.GroupDots(
            weights, PackedInt8Activations.Pack(values, m, weights), fast);
        PlainGemm(codes, values, plain, m, n, k, group, offset);
        Int4Int8Gemm.GroupDots(weights, activations, fast);
        RequireEqual(fast, plain);

        // One row is enough of the loop: its rate does not depend on m.
        double[] rates = Interleaved.CallsPerSecond(
            Rounds, vectorised, () => PlainGemm(codes, values, plain, 1, n, k, group, offset));
        double operations = 2.0 * n * k / 1e9;
        Print(output, $"{format} x int8 GEMM", rates[0] * operations * m, rates[1] * operations, "GOPS");
    }

    private static void PlainGemm(
        ushort[] codes, sbyte[] values, int[] dots, int m, int n, int k, int group, int offset)
    {
        int groups = k / group;
        for (int row = 0; row < m; row++)
        {
            for (int g = 0; g < groups; g++)
            {
                for (int column = 0; column < n; column++)
                {
                    int sum = 0;
                    for (int i = g * group; i < (g + 1) * group; i++)
                    {
                        sum += ((codes[column * k + i] ^ offset) - offset) * values[row * k + i];
                    }

                    dots[(row * groups + g) * n + column] = sum;
                }
            }
        }
    }

    private delegate void VectorOperation(
        ReadOnlySpan<ushort> left, ReadOnlySpan<ushort> right, Span<ushort> result);

    private static void Elementwise(
        TextWriter output, string name, VectorOperation vector, Func<ushort, ushort, ushort> scalar)
    {
        const int count = 16384;
        var random = new Random(2);
        ushort[] left = Draw(count, () => (ushort)random.Next(0x10000));
        ushort[] right = Draw(count, () => (ushort)random.Next(0x10000));
        ushort[] fast = new ushort[count], plain = new ushort[count];
        Action loop = () =>
        {
            for (int i = 0; i < count; i++)
            {
                plain[i] = scalar(left[i], right[i]);
            }
        };
        vector(left, right, fast);
        loop();
        RequireEqual(fast, plain);
        double[] rates = Interleaved.CallsPerSecond(Rounds, () => vector(left, right, fast), loop);
        Print(output, name, rates[0] * count / 1e6, rates[1] * count / 1e6, "Mop/s");
    }

    private static void Golden(TextWriter output, string name, string activations)
    {
        // The layer of the demonstration.
        const int m = 64, n = 768, k = 256, group = 128;
        var random = new Random(3);
        var arithmetic = new GemmArithmetic(
            NumberFormats.Get("uint4"),
            NumberFormats.Get(activations),
            group,
            true,
            false,
            AccumulatorKind.Exact,
            1,
            false,
            NumberFormats.Fp32);
        int codes = activations == "int8" ? 0x100 : 0x7c00;
        var operands = new GemmOperands(
            m,
            n,
            k,
            Draw(n * k, () => (ushort)random.Next(16)),
            Draw(m * k, () => (ushort)random.Next(codes)),
            Draw(n * k / group, () => (ushort)random.Next(0x2000, 0x3000)),
            Draw(n * k / group, () => random.Next(16)),
            null);
        RequireEqual(GoldenGemm.Run(arithmetic, operands), GoldenGemm.RunScalar(arithmetic, operands));
        double[] rates = Interleaved.CallsPerSecond(
            Rounds, () => GoldenGemm.Run(arithmetic, operands), () => GoldenGemm.RunScalar(arithmetic, operands));
        double operations = 2.0 * m * n * k / 1e9;
        Print(output, name, rates[0] * operations, rates[1] * operations, "GOPS");
    }

    private static void Print(TextWriter output, string name, double fast, double plain, string unit) =>
        output.WriteLine(string.Format(
            CultureInfo.InvariantCulture,
            "{0,-24} {1,9:0.0} {2,-6} {3,9:0.00} {2,-6} {4,8:0.0}x",
            name,
            fast,
            unit,
            plain,
            fast / plain));

    private static void RequireEqual<T>(ReadOnlySpan<T> fast, ReadOnlySpan<T> plain)
        where T : IEquatable<T>
    {
        if (!fast.SequenceEqual(plain))
        {
            throw new InvalidOperationException("a vectorised path differs from the loop that defines it");
        }
    }

    private static void RequireEqual<T>(T[] fast, T[] plain)
        where T : IEquatable<T> => RequireEqual<T>((ReadOnlySpan<T>)fast, plain);

    private static T[] Draw<T>(int count, Func<T> next)
    {
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = next();
        }

        return values;
    }
}
