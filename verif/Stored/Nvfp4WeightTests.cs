using MixPe.Model.Stored;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Layers of NVFP4: bytes packed by hand, layers that are none, and one on a verilated tile.</summary>
public sealed class Nvfp4WeightTests
{
    private const int Most = 1 << 20;
    private const int N = 2;
    private const int K = 32;

    // E4M3: 1, 0.5, 448 and the smallest number, 2^-9.
    private static readonly byte[] Scales = [0x38, 0x30, 0x7e, 0x01];

    // Codes 0 to 15 of a block are 0 0.5 1 1.5 2 3 4 6 and the same with a sign.
    private static readonly double[] Values = [0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6];

    // The first code of a byte in its lower half: 0x10 is codes 0 and 1.
    private static readonly byte[] Block = [0x10, 0x32, 0x54, 0x76, 0x98, 0xba, 0xdc, 0xfe];

    private static byte[] Codes => [.. Enumerable.Repeat(Block, N * K / 16).SelectMany(block => block)];

    private static double[] Expected =>
        [.. new[] { 1, 0.5, 448, 1 / 512.0 }.SelectMany(scale => Values.Select(value => value * scale * 0.75))];

    [Test]
    public void Two_codes_are_in_a_byte_and_two_scales_multiply_them()
    {
        StoredWeights w = Read(Layer())!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Kind, w.N, w.K, w.Codes.Group, w.Codes.Format.Name), Is.EqualTo(("NVFP4", N, K, 16, "fp4_e2m1")));
            Assert.That(w.Codes.Codes[..16], Is.EqualTo(Enumerable.Range(0, 16)));
            Assert.That(w.Codes.TensorScale, Is.EqualTo(0.75f));
            Assert.That(w.Dequantize(), Is.EqualTo(Expected));
        }
    }

    [TestCase("F32", new[] { 1 }, new byte[] { 0, 0, 128, 127 }, "a finite number is wanted", Description = "an infinity")]
    [TestCase("F32", new[] { 2 }, new byte[] { 0, 0, 0, 0, 0, 0, 0, 0 }, "one number is wanted")]
    [TestCase("F16", new[] { 1 }, new byte[] { 0, 0 }, "float32 is wanted")]
    public void The_second_scale_is_a_finite_number(string type, int[] shape, byte[] data, string rule) =>
        Refused(new SafetensorsBytes().Tensor("l.weight", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "F8_E4M3", [N, 2], Scales)
            .Tensor("l.weight_scale_2", type, shape, data), "l", rule);

    [Test]
    public void What_is_no_layer_is_refused()
    {
        byte[] one = BitConverter.GetBytes(1f);
        using (Assert.EnterMultipleScope())
        {
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "U8", [N, K / 2], Codes).Tensor("l.weight_scale_2", "F32", [], one), "l",
                "tensor 'l.weight_scale': missing");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "F8_E4M3", [4, 1], Scales)
                    .Tensor("l.weight_scale_2", "F32", [], one), "l", "float8e4m3 [2, 2] is wanted");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "U8", [8, 4], Codes).Tensor("l.weight_scale", "F8_E4M3", [N, 2], Scales)
                    .Tensor("l.weight_scale_2", "F32", [], one), "l", "with K a multiple of 16 is wanted");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "U8", [N, K / 2], Codes)
                    .Tensor("l.weight_scale", "F8_E4M3", [N, 2], [0x38, 0x7f, 0x38, 0x38]).Tensor("l.weight_scale_2", "F32", [], one), "l",
                "the scale of row 0, group 1 is 0x7f");
            Refused(Layer(), "l.weight", "codes without their scales: 'l' names all of the layer");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [2, 2], Scales).Tensor("l.weight_scale", "F32", [], one), "l.weight",
                "codes without their scales: 'l' names all of the layer");
            Refused(Compressed(4), "l.weight_packed", "codes without their scales: 'l' names all of the layer");
        }
    }

    // compressed-tensors divides by its second scale: 4/3 is no binary32 number, and 1 by what it rounds to is 0.75 rounded.
    [TestCase(4f, 0.25)]
    [TestCase(4 / 3f, 0.75)]
    [TestCase(448 * 6 / 0.37f, (double)(1 / (448 * 6 / 0.37f)))]
    public void A_second_scale_may_be_what_divides(float stored, double scale)
    {
        StoredWeights w = Read(Compressed(stored))!;
        Assert.That((w.Kind, w.Codes.TensorScale), Is.EqualTo(("NVFP4", (float)scale)));
        Assert.That(w.Codes.Codes, Is.EqualTo(Enumerable.Range(0, N * K).Select(i => i % 16)));
        Assert.That(w.Dequantize(), Is.EqualTo(Expected.Select(value => value / 0.75 * (float)scale)).Within(1e-7).Percent);
    }

    [TestCase(0f)]
    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(1e-44f)]
    public void What_cannot_divide_is_refused(float stored) =>
        Refused(Compressed(stored), "l", "a finite number, and one that can divide, is wanted");

    [Test]
    public void Other_packed_layers_of_compressed_tensors_are_refused()
    {
        Refused(new SafetensorsBytes().Words("l.weight_packed", [2, 4], new uint[8]).Halves("l.weight_scale", [2, 1], 1, 1), "l", "uint8 [any, any] is wanted");
        Refused(
            new SafetensorsBytes().Tensor("l.weight_packed", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "U8", [N, 1], [1, 1]), "l",
            "float8e4m3 [2, 2] is wanted");
        Refused(
            new SafetensorsBytes().Tensor("l.weight_packed", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "F8_E4M3", [N, 2], Scales), "l",
            "tensor 'l.weight_global_scale': missing");
    }

    [Test]
    public void A_layer_of_compressed_tensors_goes_to_the_design_as_it_is()
    {
        using StoredRun run = new() { Design = "nvfp4" };
        run.Run(run.Write("m.safetensors", Compressed(4).ToBytes()) + ":l", K);
        Assert.That(run.Dumped("w_codes"), Is.EqualTo(Enumerable.Range(0, N * K).Select(i => (double)(i % 16))));
        Assert.That(run.Dumped("tensor_scale"), Is.EqualTo(new double[] { 0.25f * (float)(3.125 / 2688) }));
    }

    [Test]
    public void Numbers_of_8_bits_are_numbers()
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["m.safetensors"], new SafetensorsBytes()
            .Tensor("a", "F8_E4M3", [2, 2], [0x38, 0xfe, 0x01, 0x7f]).Tensor("b", "F8_E5M2", [4], [0x3c, 0xfb, 0x01, 0x7c]).ToBytes());
        Assert.That(SafetensorsFile.Read(scratch["m.safetensors"], "a").ToDoubles(), Is.EqualTo(new[] { 1, -448, 1 / 512.0, double.NaN }));
        Assert.That(
            SafetensorsFile.Read(scratch["m.safetensors"], "b").ToDoubles(), Is.EqualTo(new[] { 1, -57344, Math.ScaleB(1, -16), double.PositiveInfinity }));
    }

    [Test]
    public void A_layer_goes_to_the_design_as_it_is()
    {
        using StoredRun run = new() { Design = "nvfp4" };
        run.Run(run.Write("m.safetensors", Layer().ToBytes()) + ":l", K);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(run.Dumped("w_codes"), Is.EqualTo(Enumerable.Range(0, N * K).Select(i => (double)(i % 16))));
            Assert.That(run.Dumped("w_scale"), Is.EqualTo(Scales.Select(scale => (double)scale)));

            // The largest activation is 50/16.
            Assert.That(run.Dumped("tensor_scale"), Is.EqualTo(new double[] { 0.75f * (float)(3.125 / 2688) }));
        }

        string weights = run.Write("m.safetensors", Layer().ToBytes()) + ":l";
        Assert.That(
            StoredRun.RefusedBy("nvfp4", weights, "--set", "tensor_scale=none"),
            Does.Contain("NVFP4 in groups of 16").And.Contain("with tensor_scale: fp32 instead of none ("));
    }

    private static SafetensorsBytes Layer() => new SafetensorsBytes()
        .Tensor("l.weight", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "F8_E4M3", [N, 2], Scales)
        .Tensor("l.weight_scale_2", "F32", [], BitConverter.GetBytes(0.75f)).Tensor("l.input_scale", "F32", [], BitConverter.GetBytes(0.5f));

    private static SafetensorsBytes Compressed(float second) => new SafetensorsBytes()
        .Tensor("l.weight_packed", "U8", [N, K / 2], Codes).Tensor("l.weight_scale", "F8_E4M3", [N, 2], Scales)
        .Tensor("l.weight_global_scale", "F32", [1], BitConverter.GetBytes(second)).Tensor("l.input_global_scale", "F32", [1], BitConverter.GetBytes(9f));

    private static StoredWeights? Read(SafetensorsBytes file, string name = "l")
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["m.safetensors"], file.ToBytes());
        return StoredWeightsFile.Read(scratch["m.safetensors"], name, Most);
    }

    private static void Refused(SafetensorsBytes file, string name, string rule) =>
        Assert.That(() => Read(file, name), Throws.TypeOf<InvalidDataException>().With.Message.Contains(rule));
}
