using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Stored;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>The integer part of ggml's dot product of a Q4_0 block by a Q8_0 block, from the bytes of the same blocks, is a
/// group's dot product of weights int4 by activations int8, in the model and in the PEs.</summary>
public sealed class GgmlDotTests
{
    private const int Block = 32;
    private const ushort One = 0x3c00;

    [Test]
    public void The_models_sums_are_ggmls()
    {
        Random random = new(4);
        byte[][] weights = [.. Extremes(BlockOf4, -8, 7), .. Drawn(random, BlockOf4, -8, 7, 500)];
        byte[][] activations = [.. Extremes(BlockOf8, -128, 127), .. Drawn(random, BlockOf8, -128, 127, 20)];
        ushort[] w = Codes(GgufBytes.Q40, weights), x = Codes(GgufBytes.Q80, activations);
        for (int i = 0; i < weights.Length * activations.Length; i++)
        {
            (int row, int channel) = (i / weights.Length, i % weights.Length);
            ExactSum sum = GroupDot.Exact(
                NumberFormats.Get("int4"), w.AsSpan(channel * Block, Block), NumberFormats.Get("int8"), x.AsSpan(row * Block, Block));
            Assert.That(sum, Is.EqualTo(ExactSum.Finite(Sum(weights[channel], activations[row]))), $"[{row}, {channel}]");
        }
    }

    [Test]
    public void The_hardwares_sums_are_ggmls()
    {
        Random random = new(5);
        byte[][] weights = [.. Extremes(BlockOf4, -8, 7), .. Drawn(random, BlockOf4, -8, 7, 60)];
        byte[][] activations = [.. Extremes(BlockOf8, -128, 127), .. Drawn(random, BlockOf8, -128, 127, 14)];
        Design design = DesignLoader.Load(
            "mixpe-w4a8", ["weights=int4", "zero_point=none", "group=32", "rows=4", "columns=4", "lanes=8"]);

        // Scales of 1, and a sum of at most 2^15: binary32 has it exactly.
        GemmOperands operands = new(
            activations.Length,
            weights.Length,
            Block,
            Codes(GgufBytes.Q40, weights),
            Codes(GgufBytes.Q80, activations),
            [.. Enumerable.Repeat(One, weights.Length)],
            null,
            [.. Enumerable.Repeat(One, activations.Length)]);
        GemmSimulation simulation = new(BundleGenerator.Create().Generate, TestBuilds.Shared);
        SimulationReport report = simulation.Run(
            design, new GemmProblem(operands, new double[activations.Length * weights.Length]), new SimulationOptions());
        Assert.That(report.Mismatches, Is.Zero);
        for (int i = 0; i < report.Run.Outputs.Length; i++)
        {
            (int row, int channel) = (i / weights.Length, i % weights.Length);
            Assert.That(
                BitConverter.UInt32BitsToSingle(report.Run.Outputs[i]),
                Is.EqualTo((float)Sum(weights[channel], activations[row])),
                $"[{row}, {channel}]");
        }
    }

    [Test]
    public void With_both_scales_the_hardwares_sums_are_those_of_the_blocks()
    {
        // Rows of two and a half tiles, three blocks each: for every output the sum over blocks of d4 * d8 * integer sum, each product rounded
        // once, as ggml's kernels with one fused scale have it, and added in binary32 in order.
        Random random = new(6);
        const int blocks = 3;
        byte[][] weights = [.. Enumerable.Range(0, 10 * blocks).Select(_ => GgufBytes.BlockQ40(Scale(random), Values(random, -8, 7)))];
        byte[][] activations = [.. Enumerable.Range(0, 9 * blocks).Select(_ => GgufBytes.BlockQ80(Scale(random), Values(random, -127, 127)))];
        Design design = DesignLoader.Load("gguf-q4-0", ["rows=4", "columns=4", "dequant_units=2"]);
        GemmOperands operands = new(
            9, 10, blocks * Block, Codes(GgufBytes.Q40, weights), Codes(GgufBytes.Q80, activations), [.. weights.Select(ScaleOf)], null, null)
        {
            ActivationGroupScales = [.. activations.Select(ScaleOf)],
        };
        GemmSimulation simulation = new(BundleGenerator.Create().Generate, TestBuilds.Shared);
        SimulationReport report = simulation.Run(design, new GemmProblem(operands, new double[90]), new SimulationOptions());
        Assert.That(report.Mismatches, Is.Zero);
        for (int i = 0; i < 90; i++)
        {
            float sum = 0;
            for (int block = 0; block < blocks; block++)
            {
                byte[] q4 = weights[(i % 10 * blocks) + block], q8 = activations[(i / 10 * blocks) + block];
                sum += (float)((double)Value(ScaleOf(q4)) * Value(ScaleOf(q8)) * Sum(q4, q8));
            }

            Assert.That(BitConverter.UInt32BitsToSingle(report.Run.Outputs[i]), Is.EqualTo(sum), $"output {i}");
        }
    }

    private static ushort Scale(Random random) => (ushort)random.Next(0x2000, 0x3000);

    private static ushort ScaleOf(byte[] block) => BitConverter.ToUInt16(block);

    private static float Value(ushort half) => (float)BitConverter.UInt16BitsToHalf(half);

    private static int[] Values(Random random, int min, int max) =>
        [.. Enumerable.Range(0, Block).Select(_ => random.Next(min, max + 1))];

    // ggml_vec_dot_q4_0_q8_0, before it scales: the low nibbles by the first 16 bytes, the high ones by the last.
    private static int Sum(byte[] q4, byte[] q8)
    {
        int low = 0, high = 0;
        for (int j = 0; j < 16; j++)
        {
            low += ((q4[2 + j] & 0x0f) - 8) * (sbyte)q8[2 + j];
            high += ((q4[2 + j] >> 4) - 8) * (sbyte)q8[2 + j + 16];
        }

        return low + high;
    }

    private static byte[] BlockOf4(IReadOnlyList<int> values) => GgufBytes.BlockQ40(One, values);

    private static byte[] BlockOf8(IReadOnlyList<int> values) => GgufBytes.BlockQ80(One, values);

    // All the smallest, all the largest, in turn, and each half by itself.
    private static IEnumerable<byte[]> Extremes(Func<IReadOnlyList<int>, byte[]> block, int min, int max) =>
        new Func<int, int>[] { _ => min, _ => max, j => j % 2 == 0 ? min : max, j => j < 16 ? min : 0, j => j < 16 ? 0 : max }
            .Select(value => block([.. Enumerable.Range(0, Block).Select(value)]));

    private static IEnumerable<byte[]> Drawn(Random random, Func<IReadOnlyList<int>, byte[]> block, int min, int max, int count) =>
        Enumerable.Range(0, count).Select(_ => block([.. Enumerable.Range(0, Block).Select(_ => random.Next(min, max + 1))]));

    // The codes as the reader has them.
    private static ushort[] Codes(uint type, byte[][] blocks)
    {
        using ScratchFolder scratch = new();
        byte[] file = new GgufBytes().Tensor("w", [Block, (ulong)blocks.Length], type, [.. blocks.SelectMany(block => block)]).ToBytes();
        File.WriteAllBytes(scratch["m.gguf"], file);
        return StoredWeightsFile.Read(scratch["m.gguf"], "w", 1 << 20)!.Codes.Codes;
    }
}
