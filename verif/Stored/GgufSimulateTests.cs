using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Quantized GGUF tensors on verilated arrays: the file's codes and scales, and nothing else, decide Y.</summary>
public sealed class GgufSimulateTests
{
    private const int N = 3, K = 96, Group = 32;

    private static readonly string[] Int4 = ["--set", "weights=int4", "--set", "zero_point=none", "--set", "group=32"];

    // Every code, every scale a different one, negative ones and a minus zero among them: ggml writes both.
    private static readonly int[] Codes = [.. Enumerable.Range(0, N * K).Select(i => ((i * 7) + (i / 16)) % 16 - 8)];
    private static readonly ushort[] Scales = [0x2c01, 0xac02, 0x3c00, 0x8000, 0xb555, 0x0001, 0x4e66, 0xa000, 0x1fff];

    private static double[] ScaleValues => Array.ConvertAll(Scales, scale => (double)BitConverter.UInt16BitsToHalf(scale));

    private static byte[] Q40 => new GgufBytes()
        .Tensor("other", [1], GgufBytes.F32, new byte[4])
        .Tensor("blk.0.w", [K, N], GgufBytes.Q40, Blocks(Codes, GgufBytes.BlockQ40)).ToBytes();

    [Test]
    public void Q4_0_goes_to_an_int4_design_as_it_is()
    {
        using StoredRun run = new();
        run.Run(run.Write("m.gguf", Q40) + ":blk.0.w", K, Int4);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(Codes));
            Assert.That(run.Dumped("w_scale"), Is.EqualTo(ScaleValues));
            Assert.That(run.HasDumped("w_zero"), Is.False);
        }

        run.RequireY(Codes, ScaleValues, N, Group);
    }

    [Test]
    public void Q4_0_goes_to_a_uint4_design_with_zero_points_of_8()
    {
        using StoredRun run = new();
        run.Run(run.Write("m.gguf", Q40) + ":blk.0.w", K, "--set", "group=32");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(Codes.Select(code => code + 8)), "as the nibbles stand in the file");
            Assert.That(run.Dumped("w_zero"), Is.All.EqualTo(8));
            Assert.That(run.Dumped("w_scale"), Is.EqualTo(ScaleValues));
        }

        run.RequireY(Codes, ScaleValues, N, Group);
    }

    [Test]
    public void Q8_0_goes_to_an_int8_design_as_it_is()
    {
        int[] codes = [.. Enumerable.Range(0, N * K).Select(i => ((i * 89) % 256) - 128)];
        byte[] file = new GgufBytes().Tensor("w", [K, N], GgufBytes.Q80, Blocks(codes, GgufBytes.BlockQ80)).ToBytes();
        using StoredRun run = new();
        run.Run(run.Write("m.gguf", file), K, "--set", "weights=int8", "--set", "zero_point=none", "--set", "group=32");
        Assert.That(run.Dumped("w_codes"), Is.EqualTo(codes));
        run.RequireY(codes, ScaleValues, N, Group);
    }

    [Test]
    public void MXFP4_goes_to_an_fp4_design_as_it_is_and_in_its_own_scales_always()
    {
        // Every code in every place of a byte; twice its value is an integer.
        int[] codes = [.. Enumerable.Range(0, N * K).Select(i => ((i * 7) + (i / 16)) % 16)];
        int[] doubled = [0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12];
        byte[] data =
        [
            .. codes.Chunk(Group).SelectMany((block, i) => new[] { (byte)(120 + i) }
                .Concat(Enumerable.Range(0, 16).Select(j => (byte)(block[j] + (16 * block[j + 16]))))),
        ];
        using StoredRun run = new();
        string weights = run.Write("m.gguf", new GgufBytes().Tensor("w", [K, N], GgufBytes.Mxfp4, data).ToBytes()) + ":w";
        run.Run(weights, K, "--set", "weights=fp4_e2m1", "--set", "zero_point=none", "--set", "group=32");
        double[] scales = [.. Enumerable.Range(0, N * K / Group).Select(i => Math.ScaleB(1, i - 7))];
        Assert.That(run.Dumped("w_codes"), Is.EqualTo(codes));
        Assert.That(run.Dumped("w_scale"), Is.EqualTo(scales));
        run.RequireY([.. codes.Select(code => doubled[code])], [.. scales.Select(scale => scale / 2)], N, Group);

        // In its own format the scale is the byte as it stands, and 2^-126 fits.
        data[0] = 1;
        string wide = run.Write("wide.gguf", new GgufBytes().Tensor("w", [K, N], GgufBytes.Mxfp4, data).ToBytes());
        string[] fp4 = ["--set", "weights=fp4_e2m1", "--set", "zero_point=none", "--set", "group=32"];
        Assert.That(StoredRun.Refused(wide, fp4), Does.Contain("with scale: e8m0 instead of fp16 ("));
        run.Run(wide, K, [.. fp4, "--set", "scale=e8m0"]);
        Assert.That(run.Dumped("w_scale"), Is.EqualTo(scales.Select((_, i) => i == 0 ? 1.0 : 120 + i)));
        Assert.That(
            StoredRun.Refused(weights),
            Does.Contain("weights: fp4_e2m1 instead of uint4, zero_point: none instead of integer, group: 32 instead of 128 ("));
    }

    [Test]
    public void A_design_that_does_not_fit_is_told_the_fields()
    {
        using StoredRun run = new();
        string weights = run.Write("m.gguf", Q40) + ":blk.0.w";
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StoredRun.Refused(weights), Does.Contain("Q4_0").And.Contain("with group: 32 instead of 128 ("));
            Assert.That(
                StoredRun.Refused(weights, "--set", "weights=uint8"),
                Does.Contain("weights: int4 instead of uint8, zero_point: none instead of integer, group: 32 instead of 128 ("));
            Assert.That(
                StoredRun.Refused(weights, "--set", "weights=fp4_e2m1", "--set", "zero_point=none", "--set", "group=32"),
                Does.Contain("with weights: int4 instead of fp4_e2m1 ("));
            Assert.That(
                StoredRun.Refused(weights, "--set", "zero_point=none", "--set", "group=32"),
                Does.Contain("with weights: int4 instead of uint4 ("));
            Assert.That(
                StoredRun.Refused(weights, "--set", "scale=uint8", "--set", "group=32"),
                Does.Contain("with scale: fp16 instead of uint8 ("), "an integer scale counts in units of a channel's");
            Assert.That(StoredRun.Refused(weights, "--transpose"), Does.Contain("--transpose is for numbers"));
        }
    }

    [Test]
    public void A_file_or_a_tensor_that_cannot_be_used_is_told_in_one_line()
    {
        using StoredRun run = new();
        string path = run.Write("m.gguf", Q40);
        string cut = run.Write("cut.gguf", Q40[..^64]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StoredRun.Refused(path), Does.Contain("choose one of other F32 [1]; blk.0.w Q4_0 [3, 96]"));
            Assert.That(StoredRun.Refused(path + ":w"), Does.Contain("'w' is not in the file: choose one of"));
            Assert.That(StoredRun.Refused(cut + ":blk.0.w"), Does.Contain("bytes 32 to 194: the file holds"));
            Assert.That(StoredRun.Refused(run.Write("no.gguf", [1, 2, 3, 4])), Does.Contain("magic: it is not GGUF"));
            Assert.That(StoredRun.Refused(run.Write("few.gguf", [1])), Does.Contain("4 bytes are wanted: the file ends after 1"));
            Assert.That(
                StoredRun.Refused(path + ":blk.0.w", "--activations", path + ":blk.0.w"),
                Does.Contain("it is quantized, Q4_0: numbers are wanted"));
        }
    }

    [Test]
    public void Q4_K_goes_to_its_design_as_it_is()
    {
        // Every code in every place of a byte, every scale and minimum a different one; two rows of two blocks.
        const int n = 2, k = 512;
        int[] codes = [.. Enumerable.Range(0, n * k).Select(i => ((i * 7) + (i / 16)) % 16)];
        int[] scales = [.. Enumerable.Range(0, n * k / Group).Select(i => (i * 37) % 64)];
        int[] minima = [.. Enumerable.Range(0, n * k / Group).Select(i => ((i * 23) + 5) % 64)];
        ushort[] d = [0x2c01, 0xac02, 0x3c00, 0x0001], dmin = [0x3555, 0x2801, 0x8000, 0xb001];
        byte[] data =
        [
            .. Enumerable.Range(0, 4).SelectMany(b => GgufBytes.BlockQ4K(
                d[b], dmin[b], scales[(8 * b)..((8 * b) + 8)], minima[(8 * b)..((8 * b) + 8)], codes[(256 * b)..(256 * (b + 1))])),
        ];
        using StoredRun run = new() { Design = "gguf-q4-k" };
        run.Run(run.Write("m.gguf", new GgufBytes().Tensor("blk.0.w", [k, n], GgufBytes.Q4K, data).ToBytes()) + ":blk.0.w", k);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(codes));
            Assert.That(run.Dumped("w_scale"), Is.EqualTo(scales));
            Assert.That(run.Dumped("w_minimum"), Is.EqualTo(minima));
            Assert.That(run.Dumped("w_super_scale"), Is.EqualTo(Values(d)));
            Assert.That(run.Dumped("w_minimum_unit"), Is.EqualTo(Values(dmin)));
            Assert.That(run.HasDumped("w_zero"), Is.False);
            Assert.That(run.HasDumped("w_channel_scale"), Is.False);
        }

        double[] x = run.Dumped("x_codes"), xScale = run.Dumped("x_scale"), y = run.Dumped("y");
        Assert.That((x.Length, xScale.Length, y.Length), Is.EqualTo((3 * k, 3 * 2, 3 * n)));
        for (int i = 0; i < y.Length; i++)
        {
            (int row, int channel) = (i / n, i % n);
            float sum = 0;
            for (int b = 0; b < 2; b++)
            {
                double a = 0, m = 0;
                for (int at = 256 * b; at < 256 * (b + 1); at++)
                {
                    a += scales[((channel * k) + at) / Group] * codes[(channel * k) + at] * x[(row * k) + at];
                    m += minima[((channel * k) + at) / Group] * x[(row * k) + at];
                }

                float f = (float)((Values(d)[(2 * channel) + b] * a) - (Values(dmin)[(2 * channel) + b] * m));
                sum += f * (float)xScale[(2 * row) + b];
            }

            Assert.That(y[i], Is.EqualTo(sum), $"y[{row}, {channel}]");
        }
    }

    [Test]
    public void Q4_K_is_told_the_fields_of_its_design_or_quantized_anew()
    {
        byte[] data = [.. Enumerable.Range(0, 144).Select(i => (byte)((i * 31 % 64) + 1))];
        using StoredRun run = new();
        string weights = run.Write("m.gguf", new GgufBytes().Tensor("w", [256, 1], GgufBytes.Q4K, data).ToBytes());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(
                StoredRun.Refused(weights, "--set", "group=32"),
                Does.Contain("Q4_K").And.Contain(
                    "zero_point: minimum instead of integer, super_group: 256 instead of 0, activation_group_scale: fp16 instead of none, "
                    + "activation_scale: none instead of fp16, scale: uint8 instead of fp16 (--set field=value); --requantize quantizes"));
            Assert.That(
                StoredRun.RefusedBy("gguf-q4-k", run.Write("q40.gguf", Q40) + ":blk.0.w"),
                Does.Contain("weights: int4 instead of uint4, zero_point: none instead of minimum, super_group: 0 instead of 256, scale: fp16 instead of uint8 ("));
        }

        run.Run(weights, 256, "--requantize");
        Assert.That(run.Dumped("w_scale"), Has.Length.EqualTo(2), "groups of the design, 128");

        // What is no number is no weight, and is not quantized anew either.
        (data[1], data[3]) = (0x3c, 0x7c);
        string infinite = run.Write("infinite.gguf", new GgufBytes().Tensor("w", [256, 1], GgufBytes.Q4K, data).ToBytes());
        Assert.That(StoredRun.Refused(infinite), Does.Contain("the unit of the minima of row 0, super group 0 is 0x7c"));
    }

    private static double[] Values(ushort[] halves) => Array.ConvertAll(halves, half => (double)BitConverter.UInt16BitsToHalf(half));

    [Test]
    public void Numbers_and_requantized_codes_go_the_usual_way()
    {
        // Codes times 1: quantized to uint4 from -8 to 7 they are the same codes again.
        int[] codes = [.. Enumerable.Range(0, 32).Select(i => (i % 16) - 8)];
        byte[] numbers = [.. codes.SelectMany(code => BitConverter.GetBytes((Half)code))];
        GgufBytes file = new GgufBytes().Tensor("h", [32, 1], GgufBytes.F16, numbers)
            .Tensor("q", [32, 1], GgufBytes.Q40, GgufBytes.BlockQ40(0x3c00, codes));
        using StoredRun run = new();
        string path = run.Write("m.gguf", file.ToBytes());
        foreach (string[] weights in new string[][] { [$"{path}:h"], [$"{path}:q", "--requantize"] })
        {
            run.Run(weights[0], 32, [.. weights[1..], "--set", "group=128"]);
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(codes.Select(code => code + 8)), weights[0]);
            Assert.That(run.Dumped("w_zero"), Is.EqualTo(new double[] { 8 }), weights[0]);
        }
    }

    private static byte[] Blocks(int[] codes, Func<ushort, IReadOnlyList<int>, byte[]> block) =>
        [.. codes.Chunk(Group).SelectMany((values, i) => block(Scales[i], values))];
}
