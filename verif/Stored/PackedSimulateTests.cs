using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Layers of GPTQ and AWQ on a verilated array: the file's codes, zero points and scales, and nothing else, decide
/// Y.</summary>
public sealed class PackedSimulateTests
{
    private const int N = 8, K = 64, Group = 32, Groups = K / Group;

    private static readonly int[,] Codes = Filled(N, K, (n, k) => ((n * 7) + (k * 5) + (k / 16)) % 16);
    private static readonly int[,] Zeros = Filled(N, Groups, (n, g) => 1 + (((n * 3) + (g * 8)) % 15));
    private static readonly ushort[,] Scales = Filled(N, Groups, (n, g) => (ushort)(0x2c01 + (n * 37) + (g * 300)));

    private static int[] Integers => [.. Enumerable.Range(0, N * K).Select(i => Codes[i / K, i % K] - Zeros[i / K, i % K / Group])];

    private static double[] ScaleValues => [.. Scales.Cast<ushort>().Select(scale => (double)BitConverter.UInt16BitsToHalf(scale))];

    [TestCase(true)]
    [TestCase(false)]
    public void A_layer_goes_to_a_uint4_design_as_it_is(bool gptq)
    {
        using StoredRun run = new();
        run.Run(run.Write("m.safetensors", File(gptq)) + ":model.q_proj", K, "--set", "group=32");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(Codes.Cast<int>()));
            Assert.That(run.Dumped("w_zero"), Is.EqualTo(Zeros.Cast<int>()));
            Assert.That(run.Dumped("w_scale"), Is.EqualTo(ScaleValues));
        }

        run.RequireY(Integers, ScaleValues, N, Group);
    }

    [Test]
    public void A_symmetric_layer_goes_to_an_int4_design_too()
    {
        int[,] eights = Filled(N, Groups, (_, _) => 8);
        using StoredRun run = new();
        byte[] file = new SafetensorsBytes().Gptq("l", Codes, eights, Scales).ToBytes();
        run.Run(
            run.Write("m.safetensors", file) + ":l", K, "--set", "weights=int4", "--set", "zero_point=none", "--set", "group=32");
        int[] integers = [.. Codes.Cast<int>().Select(code => code - 8)];
        Assert.That(run.Dumped("w_codes"), Is.EqualTo(integers));
        run.RequireY(integers, ScaleValues, N, Group);
    }

    // Shorter groups have the row's scale and zero point each.
    [TestCase(128)]
    [TestCase(32)]
    public void A_row_of_one_group_goes_into_groups_of_any_length(int group)
    {
        int[,] zeros = Filled(N, 1, (n, _) => n + 1);
        ushort[,] scales = Filled(N, 1, (n, _) => (ushort)(0x3000 + n));
        using StoredRun run = new();
        byte[] file = new SafetensorsBytes().Awq("l", Codes, zeros, scales).ToBytes();
        run.Run(run.Write("m.safetensors", file) + ":l", K, "--set", $"group={group}");
        double[] scaleValues =
        [
            .. scales.Cast<ushort>().SelectMany(scale => Enumerable.Repeat((double)BitConverter.UInt16BitsToHalf(scale), (K + group - 1) / group)),
        ];
        run.RequireY([.. Enumerable.Range(0, N * K).Select(i => Codes[i / K, i % K] - zeros[i / K, 0])], scaleValues, N, group);
    }

    [Test]
    public void What_does_not_fit_is_told_in_one_line()
    {
        using StoredRun run = new();
        string weights = run.Write("m.safetensors", File(true)) + ":model.q_proj";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StoredRun.Refused(weights), Does.Contain("GPTQ in groups of 32").And.Contain("with group: 32 instead of 128 ("));
            Assert.That(
                StoredRun.Refused(weights, "--set", "weights=int4", "--set", "zero_point=none", "--set", "group=32"),
                Does.Contain("with weights: uint4 instead of int4, zero_point: integer instead of none ("));
            Assert.That(StoredRun.Refused(weights, "--transpose"), Does.Contain("--transpose is for numbers"));
            Assert.That(StoredRun.Refused(weights, "--gptq", "v3"), Does.Contain("--gptq: v3: v1 or v2"));
            Assert.That(StoredRun.Refused(weights + ".scales", "--gptq", "v1"), Does.Contain("this is a tensor of numbers"));
            Assert.That(
                StoredRun.Refused(run.Write("a.safetensors", File(false)) + ":model.q_proj", "--gptq", "v1"), Does.Contain("this is AWQ"));
        }
    }

    private static byte[] File(bool gptq) => gptq
        ? new SafetensorsBytes().Gptq("model.q_proj", Codes, Zeros, Scales).ToBytes()
        : new SafetensorsBytes().Awq("model.q_proj", Codes, Zeros, Scales).ToBytes();

    private static T[,] Filled<T>(int rows, int columns, Func<int, int, T> value)
    {
        var filled = new T[rows, columns];
        for (int i = 0; i < filled.Length; i++)
        {
            filled[i / columns, i % columns] = value(i / columns, i % columns);
        }

        return filled;
    }
}
