using MixPe.Model.Quantization;
using MixPe.Model.Stored;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Layers of GPTQ and AWQ: words packed by hand, and layers that are none.</summary>
public sealed class PackedWeightTests
{
    private const int Most = 1 << 20;

    private static readonly ushort[] Ones = [.. Enumerable.Repeat((ushort)0x3c00, 8)];
    private static readonly int[] EightByOne = [1, 8];
    private static readonly int[] OneByOne = [1, 1];

    [Test]
    public void GPTQ_packs_eight_inputs_in_a_word_and_zero_points_less_one()
    {
        // Column 0 has the codes 0 to 7, column 1 the codes 15 to 8, the others 8s; the zero points are 1 to 8.
        SafetensorsBytes file = new SafetensorsBytes()
            .Words("l.qweight", EightByOne, [0x76543210, 0x89abcdef, .. Enumerable.Repeat(0x88888888u, 6)])
            .Words("l.qzeros", OneByOne, 0x76543210)
            .Halves("l.scales", EightByOne, [0x3800, .. Ones[1..]]);
        StoredWeights w = Read(file);
        QuantizedWeights codes = w.Codes;
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Kind, w.N, w.K, codes.Group, codes.Format.Name), Is.EqualTo(("GPTQ", 8, 8, 8, "uint4")));
            Assert.That(codes.Codes[..8], Is.EqualTo(Enumerable.Range(0, 8)));
            Assert.That(codes.Codes[8..16], Is.EqualTo(Enumerable.Range(0, 8).Select(i => 15 - i)));
            Assert.That(codes.Codes[16..], Is.All.EqualTo(8));
            Assert.That(codes.ZeroPoints, Is.EqualTo(Enumerable.Range(1, 8)));
            Assert.That(w.Dequantize()[..16], Is.EqualTo(new[]
            {
                -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 13, 12, 11, 10, 9, 8, 7, 6,
            }));
        }
    }

    [Test]
    public void AWQ_packs_eight_outputs_in_a_word_even_ones_first()
    {
        // Nibbles 0 to 7 are of the outputs 0 2 4 6 1 3 5 7: outputs 0 to 7 have the codes 0 4 1 5 2 6 3 7.
        SafetensorsBytes file = new SafetensorsBytes()
            .Words("l.qweight", [2, 1], 0x76543210, 0xffffffff)
            .Words("l.qzeros", OneByOne, 0x0000000f)
            .Halves("l.scales", EightByOne, [.. Ones[1..], 0xc000]);
        StoredWeights w = Read(file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Kind, w.N, w.K, w.Codes.Group), Is.EqualTo(("AWQ", 8, 2, 2)));
            Assert.That(w.Codes.Codes, Is.EqualTo(new ushort[] { 0, 15, 4, 15, 1, 15, 5, 15, 2, 15, 6, 15, 3, 15, 7, 15 }));
            Assert.That(w.Codes.ZeroPoints, Is.EqualTo(new[] { 15, 0, 0, 0, 0, 0, 0, 0 }), "stored as they are");
            Assert.That(w.Dequantize(), Is.EqualTo(new double[] { -15, 0, 4, 15, 1, 15, 5, 15, 2, 15, 6, 15, 3, 15, -14, -30 }));
        }
    }

    [Test]
    public void Scales_and_zero_points_are_of_their_group_and_output()
    {
        // 16 outputs, groups of 8 and a half one: K = 24 in groups of 16, which g_idx says.
        int[,] codes = new int[16, 24], zeros = new int[16, 2];
        ushort[,] scales = new ushort[16, 2];
        for (int n = 0; n < 16; n++)
        {
            for (int k = 0; k < 24; k++)
            {
                codes[n, k] = ((n * 5) + (k * 3)) % 16;
            }

            (zeros[n, 0], zeros[n, 1]) = (1 + (n % 15), 15 - (n % 15));
            (scales[n, 0], scales[n, 1]) = ((ushort)(0x3c00 + n), (ushort)(0x4000 + n));
        }

        uint[] index = [.. Enumerable.Range(0, 24).Select(k => (uint)k / 16)];
        StoredWeights gptq = Read(new SafetensorsBytes().Gptq("l", codes, zeros, scales).Words("l.g_idx", [24], index));
        Assert.That((gptq.Codes.Group, gptq.Codes.Groups), Is.EqualTo((16, 2)));
        for (int n = 0; n < 16; n++)
        {
            for (int k = 0; k < 24; k++)
            {
                double scale = (double)BitConverter.UInt16BitsToHalf(scales[n, k / 16]);
                Assert.That(
                    gptq.Dequantize()[(n * 24) + k], Is.EqualTo((codes[n, k] - zeros[n, k / 16]) * scale), $"[{n}, {k}]");
            }
        }

        // Without an index 24 by 2 is groups of 12; AWQ has none.
        Assert.That(Read(new SafetensorsBytes().Gptq("l", codes, zeros, scales)).Codes.Group, Is.EqualTo(12));
        QuantizedWeights awq = Read(new SafetensorsBytes().Awq("l", codes, zeros, scales)).Codes!;
        using (Assert.EnterMultipleScope())
        {
            Assert.That(awq.Group, Is.EqualTo(12));
            Assert.That(awq.Codes, Is.EqualTo(gptq.Codes.Codes));
            Assert.That(awq.ZeroPoints, Is.EqualTo(gptq.Codes.ZeroPoints));
            Assert.That(awq.Scales, Is.EqualTo(gptq.Codes.Scales));
        }
    }

    [TestCase(null, 0x77777777u, 8)]
    [TestCase(GptqFormat.V1, 0x88888888u, 9)]
    [TestCase(GptqFormat.V2, 0x88888888u, 8)]
    [TestCase(GptqFormat.V2, 0xffffffffu, 15)]
    public void Zero_points_are_stored_less_one_or_as_they_are(GptqFormat? format, uint word, int zero) =>
        Assert.That(Read(Layer(word), format).Codes.ZeroPoints, Is.All.EqualTo(zero));

    [TestCase("quantize_config.json", """{"bits": 4, "checkpoint_format": "gptq_v2"}""", 6)]
    [TestCase("config.json", """{"quantization_config": {"checkpoint_format": "gptq_v2"}}""", 6)]
    [TestCase("config.json", """{"checkpoint_format": "gptq_v2"}""", 7)]
    [TestCase("config.json", """{"quantization_config": {"checkpoint_format": "gptq"}}""", 7)]
    [TestCase("quantize_config.json", """{"checkpoint_format": 3}""", 7)]
    [TestCase("quantize_config.json", "[]", 7)]
    public void The_configuration_beside_the_file_says_how(string name, string text, int zero)
    {
        using ScratchFolder scratch = new();
        File.WriteAllText(scratch[name], text);
        File.WriteAllBytes(scratch["m.safetensors"], Layer(0x66666666).ToBytes());
        Assert.That(
            StoredWeightsFile.Read(scratch["m.safetensors"], "l", Most)!.Codes.ZeroPoints, Is.All.EqualTo(zero));
    }

    [Test]
    public void Zero_points_that_could_be_either_or_have_no_four_bits_are_refused()
    {
        Refused(Layer(0x88888888), "l", "all are stored as 8, which is a zero point of 9 in version 1 of the format and 8 in version 2");
        Refused(Layer(0x77f77777), "l", "tensor 'l.qzeros': that of row 5, group 0 is stored as 15, less one: a zero point of 16");
    }

    [TestCase("l.qweight", "tensor 'l.qweight': packed codes without their scales: 'l' names all of the layer")]
    [TestCase("m", "tensor 'm.qzeros': missing")]
    [TestCase("s", "tensor 's.scales': s.scales float32 [1, 8]: float16 of 2 dimensions is wanted")]
    [TestCase("v", "tensor 'v.qweight': v.qweight int32 [8]: int32 of 2 dimensions is wanted")]
    [TestCase("t", "layer 't': qweight [1, 4], qzeros [1, 1], scales [1, 8] are not those of 4 bits")]
    [TestCase("z", "layer 'z': qweight [1, 8], qzeros [1, 2], scales [1, 8] are not those of 4 bits")]
    [TestCase("e", "layer 'e': qweight [0, 8], qzeros [1, 1], scales [1, 8] are not those of 4 bits")]
    [TestCase("g", "layer 'g': K is 8, no multiple of its 3 groups, and no g_idx")]
    [TestCase("w", "layer 'w': 3 groups: K is 2")]
    [TestCase("n", "layer 'n': the scale of row 7, group 0 is 0xfc01")]
    [TestCase("i", "tensor 'i.g_idx': element 3 is 0, not 1: groups of one length in ascending order are read")]
    [TestCase("j", "tensor 'j.g_idx': 7 elements: qweight has K = 8")]
    [TestCase("k", "tensor 'k.g_idx': 2 groups of 4: scales have 1")]
    public void A_layer_that_cannot_be_is_named(string name, string fault)
    {
        uint[] eight = new uint[8];
        SafetensorsBytes file = new();
        foreach (string layer in new[] { "l", "n", "i", "j", "k" })
        {
            file.Words($"{layer}.qweight", EightByOne, eight).Words($"{layer}.qzeros", OneByOne, 0)
                .Halves($"{layer}.scales", EightByOne, layer == "n" ? [.. Ones[1..], 0xfc01] : Ones);
        }

        file.Words("i.g_idx", [8], 0, 0, 1, 0, 0, 0, 0, 0).Words("j.g_idx", [7], new uint[7])
            .Words("k.g_idx", [8], 0, 0, 0, 0, 1, 1, 1, 1)
            .Words("m.qweight", EightByOne, eight).Halves("m.scales", EightByOne, Ones)
            .Words("s.qweight", EightByOne, eight).Words("s.qzeros", OneByOne, 0).Tensor("s.scales", "F32", EightByOne, new byte[32])
            .Words("v.qweight", [8], eight).Words("v.qzeros", OneByOne, 0).Halves("v.scales", EightByOne, Ones)
            .Words("t.qweight", [1, 4], new uint[4]).Words("t.qzeros", OneByOne, 0).Halves("t.scales", EightByOne, Ones)
            .Words("z.qweight", EightByOne, eight).Words("z.qzeros", [1, 2], 0, 0).Halves("z.scales", EightByOne, Ones)
            .Words("e.qweight", [0, 8]).Words("e.qzeros", OneByOne, 0).Halves("e.scales", EightByOne, Ones)
            .Words("g.qweight", EightByOne, eight).Words("g.qzeros", [3, 1], 0, 0, 0)
            .Halves("g.scales", [3, 8], [.. Ones, .. Ones, .. Ones])
            .Words("w.qweight", [2, 1], 0, 0).Words("w.qzeros", [3, 1], 0, 0, 0)
            .Halves("w.scales", [3, 8], [.. Ones, .. Ones, .. Ones]);
        Refused(file, name, fault);
    }

    [Test]
    public void What_is_no_layer_is_left_to_the_reader_of_numbers()
    {
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["m.safetensors"], Layer(0).Halves("x", EightByOne, Ones).ToBytes());
        using (Assert.EnterMultipleScope())
        {
            Assert.That(StoredWeightsFile.Read(scratch["m.safetensors"], "x", Most), Is.Null);
            Assert.That(StoredWeightsFile.Read(scratch["m.safetensors"], "nothing", Most), Is.Null);
            Assert.That(StoredWeightsFile.Read(scratch["m.safetensors"], null, Most), Is.Null);
        }
    }

    private static SafetensorsBytes Layer(uint zeros) => new SafetensorsBytes()
        .Words("l.qweight", EightByOne, new uint[8]).Words("l.qzeros", OneByOne, zeros).Halves("l.scales", EightByOne, Ones);

    private static StoredWeights Read(SafetensorsBytes file, GptqFormat? format = null)
    {
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["m.safetensors"], file.ToBytes());
        return StoredWeightsFile.Read(scratch["m.safetensors"], "l", Most, format)!;
    }

    private static void Refused(SafetensorsBytes file, string name, string fault)
    {
        using ScratchFolder scratch = new();
        string path = scratch["m.safetensors"];
        File.WriteAllBytes(path, file.ToBytes());
        Assert.That(
            () => StoredWeightsFile.Read(path, name, Most),
            Throws.InstanceOf<InvalidDataException>().With.Message.StartsWith(path).And.Message.Contains(fault));
    }
}
