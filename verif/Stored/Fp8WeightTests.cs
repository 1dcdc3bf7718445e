using MixPe.Model.Formats;
using MixPe.Model.Quantization;
using MixPe.Model.Stored;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Layers of FP8 with their scales: bytes worked out by hand, layers that are none, and some on a verilated tile.</summary>
public sealed class Fp8WeightTests
{
    private const int Most = 1 << 20;

    // E4M3: 1, 448, 2^-9, -2; -1.75, 0, -0, 16.
    private static readonly byte[] Codes = [0x38, 0x7e, 0x01, 0xc0, 0xbe, 0x00, 0x80, 0x58];
    private static readonly double[] Values = [1, 448, 1 / 512.0, -2, -1.75, 0, 0, 16];

    // What the last design needs to be of the layer's kind, with FP8 activations that have a scale a row.
    private static readonly string[] PerRow =
        ["--set", "activation_group_scale=none", "--set", "activation_scale=fp16"];

    [TestCase("F32", new int[0])]
    [TestCase("F32", new[] { 1 })]
    [TestCase("F32", new[] { 1, 1 })]
    public void A_scale_of_the_tensor_is_one(string type, int[] shape)
    {
        StoredWeights w = Read(Layer(type, shape, BitConverter.GetBytes(0.3f)))!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Kind, w.N, w.K, w.Codes.Group, w.Codes.Format.Name), Is.EqualTo(("FP8", 2, 4, 4, "fp8_e4m3")));
            Assert.That(w.Codes.Codes, Is.EqualTo(Codes));
            Assert.That((w.Codes.TensorScale, w.Codes.ScaleFormat.Name), Is.EqualTo((0.3f, "fp8_e4m3")));
            Assert.That(w.Dequantize(), Is.EqualTo(Values.Select(value => value * 0.3f)).Within(1e-12));
        }
    }

    // 0.75 and 3 in bfloat16 and in binary16.
    [TestCase("BF16", new[] { 2, 1 }, new byte[] { 0x40, 0x3f, 0x40, 0x40 }, "bf16", 0.75, 3)]
    [TestCase("BF16", new[] { 2 }, new byte[] { 0x40, 0x3f, 0x40, 0x40 }, "bf16", 0.75, 3)]
    [TestCase("F16", new[] { 2, 1 }, new byte[] { 0x00, 0x3a, 0x00, 0x42 }, "fp16", 0.75, 3)]
    [TestCase("F16", new[] { 1 }, new byte[] { 0x00, 0x3a }, "fp16", 0.75, 0.75)]
    [TestCase("F32", new[] { 2, 1 }, new byte[] { 0, 0, 0x40, 0x3f, 0, 0, 0x40, 0x40 }, "bf16", 0.75, 3)]
    [TestCase("F32", new[] { 2, 1 }, new byte[] { 0, 0, 0x40, 0x3f, 0, 0x20, 0x80, 0x3f }, "fp16", 0.75, 1 + 1 / 1024.0)]
    public void A_scale_a_row_is_that_of_its_group(string type, int[] shape, byte[] data, string format, double first, double second)
    {
        StoredWeights w = Read(Layer(type, shape, data))!;
        Assert.That((w.Codes.ScaleFormat.Name, w.Codes.TensorScale), Is.EqualTo((format, 1f)));
        Assert.That(w.Dequantize(), Is.EqualTo(Values.Select((value, i) => value * (i < 4 ? first : second))));
    }

    [Test]
    public void E5m2_is_another_format()
    {
        StoredWeights w = Read(new SafetensorsBytes().Tensor("l.weight", "F8_E5M2", [1, 2], [0x3c, 0xfb]).Tensor("l.weight_scale", "F32", [], BitConverter.GetBytes(2f)))!;
        Assert.That((w.Codes.Format.Name, w.Dequantize()[0], w.Dequantize()[1]), Is.EqualTo(("fp8_e5m2", 2.0, -114688.0)));
    }

    [Test]
    public void What_is_no_layer_is_refused()
    {
        byte[] one = BitConverter.GetBytes(1f);
        using (Assert.EnterMultipleScope())
        {
            Refused(Layer("F32", [2, 2], new byte[16]), "float32 [2, 2]: one number, or [2, 1], is wanted");
            Refused(Layer("F32", [4], new byte[16]), "one number, or [2, 1], is wanted");
            Refused(Layer("F32", [2, 1], [0, 0, 0x40, 0x3f, 1, 0, 0x40, 0x40]), "not all of them bfloat16 or binary16");
            Refused(Layer("F32", [], BitConverter.GetBytes(float.NaN)), "a finite number is wanted");
            Refused(Layer("BF16", [2, 1], [0x40, 0x3f, 0x80, 0x7f]), "the scale of row 1, group 0 is 0x7f80");
            Refused(Layer("I32", [], one), "float32, float16 or bfloat16 is wanted");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [2, 4], Codes).Tensor("l.weight_scale_inv", "F32", [1, 1], one),
                "scales of blocks (weight_scale_inv) are not read");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [8], Codes).Tensor("l.weight_scale", "F32", [], one), "[N, K] is wanted");
            Refused(
                new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [1, 2], [0, 0xff]).Tensor("l.weight_scale", "F32", [], one),
                "row 0, column 1 is 0xff: a finite fp8_e4m3 number is wanted");
            Refused(Layer("F32", [], one), "codes without their scales: 'l' names all of the layer", "l.weight");
            Assert.That(() => Read(Layer("F32", [], one), "l", 7), Throws.TypeOf<InvalidDataException>().With.Message.Contains("more than 7 elements"));
        }
    }

    // One scale is one, be it the groups' or the tensor's; where neither holds the number there is none.
    [Test]
    public void A_scale_of_all_groups_and_one_of_the_tensor_stand_for_each_other()
    {
        NumberFormat fp16 = NumberFormats.Fp16, e4m3 = NumberFormats.Fp8E4M3, e8m0 = NumberFormats.E8M0;
        QuantizedWeights quarter = Read(Layer("F32", [], BitConverter.GetBytes(0.25f)))!.Codes;
        QuantizedWeights third = Read(Layer("F32", [], BitConverter.GetBytes(0.3f)))!.Codes;
        QuantizedWeights rows = Read(Layer("BF16", [2, 1], [0x40, 0x3f, 0x40, 0x40]))!.Codes;
        QuantizedWeights same = Read(Layer("BF16", [2, 1], [0x41, 0x3f, 0x41, 0x3f]))!.Codes;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TensorScaleRecoding.Of(quarter, e4m3, true), Is.SameAs(quarter));
            Same(quarter, fp16, false, 1);
            Same(quarter, e8m0, false, 1);
            Same(quarter, e4m3, false, 1);
            Same(rows, fp16, false, 1);
            Same(rows, e4m3, true, 1);
            Same(same, e4m3, true, 193 / 256f);
            Assert.That(TensorScaleRecoding.Of(third, fp16, false), Is.Null);
            Assert.That(TensorScaleRecoding.Of(third, e4m3, false), Is.Null);
            Assert.That(TensorScaleRecoding.Of(third, e8m0, false), Is.Null);
            Assert.That(TensorScaleRecoding.Of(rows, e8m0, false), Is.Null);
            Assert.That(TensorScaleRecoding.Of(same, e4m3, false), Is.Null);
        }

        static void Same(QuantizedWeights weights, NumberFormat scales, bool ofTensor, float ofAll)
        {
            QuantizedWeights found = TensorScaleRecoding.Of(weights, scales, ofTensor)!;
            Assert.That((found.ScaleFormat, found.TensorScale), Is.EqualTo((scales, ofAll)));
            Assert.That(found.Dequantize(), Is.EqualTo(weights.Dequantize()));
        }
    }

    // Groups of 32 and a row of 40: each has the row's scale. y = RN32(RN32(Σ RN32(RN32(dot)·s))·x_scale)·α, with sums of dots exact.
    [TestCase(true)]
    [TestCase(false)]
    public void A_layer_goes_to_the_design_as_it_is(bool ofTensor)
    {
        const int N = 3, K = 40;
        byte[] codes = [.. Enumerable.Range(0, N * K).Select(i => (byte)((i * 37) % 127))];
        SafetensorsBytes file = new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [N, K], codes);
        file = ofTensor ? file.Tensor("l.weight_scale", "F32", [], BitConverter.GetBytes(0.3f))
            : file.Tensor("l.weight_scale", "BF16", [N, 1], [0x40, 0x3f, 0x41, 0x3f, 0x9a, 0x3e]);
        using StoredRun run = new() { Design = "mxfp8" };
        string weights = run.Write("m.safetensors", file.Tensor("l.input_scale", "F32", [], BitConverter.GetBytes(2f)).ToBytes()) + ":l";
        run.Run(weights, K, [.. PerRow, .. ofTensor ? ["--set", "scale=fp8_e4m3", "--set", "tensor_scale=fp32"] : new[] { "--set", "scale=bf16" }]);
        double[] x = run.Dumped("x_codes"), scales = run.Dumped("x_scale"), y = run.Dumped("y");
        Assert.That(run.Dumped("w_codes"), Is.EqualTo(codes.Select(code => (double)code)));
        Assert.That(run.Dumped("w_scale"), Has.Length.EqualTo(N * 2));
        Assert.That(ofTensor ? run.Dumped("tensor_scale") : [0.3f], Is.EqualTo(new double[] { 0.3f }));
        float[] rows = ofTensor ? [1, 1, 1] : [0.75f, 193 / 256f, 154 / 512f];
        for (int i = 0; i < 3 * N; i++)
        {
            var (m, n) = (i / N, i % N);
            float sum = 0;
            foreach (int first in new[] { 0, 32 })
            {
                double dot = Enumerable.Range(first, Math.Min(32, K - first)).Sum(k => Value(codes[(n * K) + k]) * Value((ushort)x[(m * K) + k]));
                sum += (float)dot * rows[n];
            }

            sum *= (float)scales[m];
            Assert.That((float)y[i], Is.EqualTo(ofTensor ? sum * 0.3f : sum), $"y[{m}, {n}]");
        }

        Assert.That(
            StoredRun.RefusedBy("mxfp8", weights),
            Does.Contain("FP8 in groups of 40").And.Contain(ofTensor
                ? "with scale: fp8_e4m3 instead of e8m0, tensor_scale: fp32 instead of none (" : "with scale: bf16 instead of e8m0 ("));

        static double Value(ushort code) => FloatBits.ToDouble(NumberFormats.Fp8E4M3, code);
    }

    private static SafetensorsBytes Layer(string type, int[] shape, byte[] scale) =>
        new SafetensorsBytes().Tensor("l.weight", "F8_E4M3", [2, 4], Codes).Tensor("l.weight_scale", type, shape, scale);

    private static StoredWeights? Read(SafetensorsBytes file, string name = "l", int most = Most)
    {
        using var scratch = new ScratchFolder();
        File.WriteAllBytes(scratch["m.safetensors"], file.ToBytes());
        return StoredWeightsFile.Read(scratch["m.safetensors"], name, most);
    }

    private static void Refused(SafetensorsBytes file, string rule, string name = "l") =>
        Assert.That(() => Read(file, name), Throws.TypeOf<InvalidDataException>().With.Message.Contains(rule));
}
