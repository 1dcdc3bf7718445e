using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;
using MixPe.Model.Stored;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Q4_K by Q8_K: both integers of ggml's dot product of a block, from the bytes of the file, are those of a super group in the PEs
/// and dequantization units.</summary>
public sealed class GgmlSuperBlockTests
{
    private const int Block = 256;
    private const ushort One = 0x3c00, MinusOne = 0xbc00;

    // Rows and channels of two and a half tiles; three blocks along K.
    private const int M = 9, N = 10, Blocks = 3;

    private static readonly Design Small = DesignLoader.Load("gguf-q4-k", ["rows=4", "columns=4", "dequant_units=2"]);

    [TestCase(false, TestName = "The_hardwares_sums_of_scaled_dot_products_are_ggmls")]
    [TestCase(true, TestName = "The_hardwares_sums_of_minima_are_ggmls")]
    public void The_hardwares_integers_are_ggmls(bool isMinima)
    {
        // d = 1 and dmin = 0 leave one integer, d = 0 and dmin = -1 the other: below 2^24 binary32 has it exactly, above it rounds once.
        Random random = new(isMinima ? 8 : 7);
        byte[][] weights = Weights(random, N, isMinima ? (ushort)0 : One, isMinima ? MinusOne : (ushort)0);
        sbyte[][] activations = Activations(random, M, Block);
        uint[] y = Run(weights, N, activations, [.. Enumerable.Repeat(One, M)]);
        for (int i = 0; i < y.Length; i++)
        {
            (long scaled, long minima) = Integers(weights[i % N], activations[i / N]);
            Assert.That(
                BitConverter.UInt32BitsToSingle(y[i]), Is.EqualTo((float)(isMinima ? minima : scaled)), $"[{i / N}, {i % N}]");
        }
    }

    [Test]
    public void Blocks_are_scaled_and_added_in_the_order_of_K()
    {
        Random random = new(9);
        byte[][] weights = [.. Enumerable.Range(0, N * Blocks).Select(_ => Drawn(random, Number(random), Number(random)))];
        sbyte[][] activations = Activations(random, M, Block * Blocks);
        ushort[] scales = [.. Enumerable.Range(0, M * Blocks).Select(_ => Number(random))];
        uint[] y = Run(weights, N, activations, scales);
        for (int i = 0; i < y.Length; i++)
        {
            float sum = 0;
            for (int block = 0; block < Blocks; block++)
            {
                byte[] bytes = weights[(i % N * Blocks) + block];
                (long scaled, long minima) = Integers(bytes, activations[i / N][(block * Block)..((block + 1) * Block)]);

                // Numbers of 2^-7 to 2^-3: binary64 has the difference.
                float f = (float)((Half(bytes, 0) * scaled) - (Half(bytes, 2) * minima));
                sum += f * (float)BitConverter.UInt16BitsToHalf(scales[(i / N * Blocks) + block]);
            }

            Assert.That(BitConverter.UInt32BitsToSingle(y[i]), Is.EqualTo(sum), $"[{i / N}, {i % N}]");
        }
    }

    [Test]
    public void A_block_is_as_worked_by_hand()
    {
        // Group g has code g + 1 in all places, scale g + 1 and minimum 8 - g; activations of group g are 2 in its even places and -1 in
        // the others: a sum of 16. dot = 16·(g + 1): A = 16·Σ(g + 1)² = 16·204 = 3264, B = 16·Σ(8 - g) = 16·36 = 576.
        int[] groups = [.. Enumerable.Range(0, 8)];
        byte[] block = GgufBytes.BlockQ4K(
            0x3800, 0x4000, [.. groups.Select(g => g + 1)], [.. groups.Select(g => 8 - g)], [.. Enumerable.Range(0, Block).Select(i => (i / 32) + 1)]);
        sbyte[] x = [.. Enumerable.Range(0, Block).Select(i => (sbyte)(i % 2 == 0 ? 2 : -1))];
        Assert.That(Integers(block, x), Is.EqualTo((3264L, 576L)));

        // d = 0.5, dmin = 2: 1632 - 1152 = 480, by 0.25: 120.
        Assert.That(BitConverter.UInt32BitsToSingle(Run([block], 1, [x], [0x3400])[0]), Is.EqualTo(120));
    }

    // ggml_vec_dot_q4_K_q8_K_generic, before it scales: Q8_K's bsums are sums of 16 activations.
    private static (long Scaled, long Minima) Integers(byte[] q4, sbyte[] q8)
    {
        long scaled = 0, minima = 0;
        for (int j = 0; j < 8; j++)
        {
            (int scale, int minimum) = ScaleMin(j, q4.AsSpan(4, 12));
            for (int l = 0; l < 32; l++)
            {
                int both = q4[16 + (j / 2 * 32) + l];
                scaled += scale * (j % 2 == 0 ? both & 0xf : both >> 4) * q8[(j * 32) + l];
            }

            int bsums = 0;
            for (int half = 0; half < 2; half++)
            {
                bsums += q8.AsSpan((j * 32) + (half * 16), 16).ToArray().Sum(x => x);
            }

            minima += minimum * bsums;
        }

        return (scaled, minima);
    }

    // get_scale_min_k4.
    private static (int Scale, int Minimum) ScaleMin(int j, ReadOnlySpan<byte> q) => j < 4
        ? (q[j] & 63, q[j + 4] & 63)
        : ((q[j + 4] & 0xf) | ((q[j - 4] >> 6) << 4), (q[j + 4] >> 4) | ((q[j] >> 6) << 4));

    // The largest sums of either sign among them.
    private static byte[][] Weights(Random random, int count, ushort d, ushort dmin) =>
    [
        GgufBytes.BlockQ4K(d, dmin, Same(63, 8), Same(63, 8), Same(15, Block)),
        GgufBytes.BlockQ4K(d, dmin, Same(0, 8), Same(0, 8), Same(15, Block)),
        .. Enumerable.Range(2, count - 2).Select(_ => Drawn(random, d, dmin)),
    ];

    private static byte[] Drawn(Random random, ushort d, ushort dmin) => GgufBytes.BlockQ4K(
        d, dmin, Any(random, 64, 8), Any(random, 64, 8), Any(random, 16, Block));

    private static sbyte[][] Activations(Random random, int count, int length) =>
    [
        [.. Enumerable.Repeat((sbyte)-128, length)], [.. Enumerable.Repeat((sbyte)127, length)],
        .. Enumerable.Range(2, count - 2).Select(_ => Any(random, 255, length).Select(x => (sbyte)(x - 127)).ToArray()),
    ];

    private static int[] Same(int value, int count) => [.. Enumerable.Repeat(value, count)];

    private static int[] Any(Random random, int below, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];

    private static ushort Number(Random random) => (ushort)random.Next(0x2000, 0x3000);

    private static double Half(byte[] block, int at) => (double)BitConverter.UInt16BitsToHalf(BitConverter.ToUInt16(block, at));

    // Blocks through a file and its reader to the RTL.
    private static uint[] Run(byte[][] blocks, int rows, sbyte[][] activations, ushort[] scales)
    {
        using ScratchFolder scratch = new();
        int k = blocks.Length / rows * Block;
        byte[] file = new GgufBytes()
            .Tensor("w", [(ulong)k, (ulong)rows], GgufBytes.Q4K, [.. blocks.SelectMany(block => block)]).ToBytes();
        File.WriteAllBytes(scratch["m.gguf"], file);
        QuantizedWeights weights = StoredWeightsFile.Read(scratch["m.gguf"], "w", 1 << 20)!.Codes;
        QuantizedActivations x = new(
            activations.Length, k, NumberFormats.Get("int8"),
            [.. activations.SelectMany(row => row).Select(value => (ushort)(byte)value)], scales, Block);
        GemmOperands operands = GemmProblem.OperandsOf(Small, weights, x);
        GemmSimulation simulation = new(BundleGenerator.Create().Generate, TestBuilds.Shared);
        SimulationReport report = simulation.Run(
            Small, new GemmProblem(operands, new double[operands.M * operands.N]), new SimulationOptions());
        Assert.That(report.Mismatches, Is.Zero);
        return report.Run.Outputs;
    }
}
