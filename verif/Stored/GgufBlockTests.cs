using MixPe.Model.Formats;
using MixPe.Model.Stored;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>One block of each kind, worked out by hand from ggml-common.h and from the dequantize_row functions.
/// </summary>
public sealed class GgufBlockTests
{
    [Test]
    public void Q4_0_has_the_first_half_in_the_low_nibbles()
    {
        // Scale -0.5. Byte 0: element 0 is 15 - 8 and element 16 is 1 - 8; byte 15: 0 - 8 and 8 - 8; else 8 - 8 and 9 - 8.
        byte[] block = [0x00, 0xb8, 0x1f, .. Enumerable.Repeat((byte)0x98, 14), 0x80];
        StoredWeights w = Read(GgufBytes.Q40, 32, block);
        int[] codes = [7, .. new int[14], -8, -7, .. Enumerable.Repeat(1, 14), 0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Kind, w.N, w.K), Is.EqualTo(("Q4_0", 1, 32)));
            Assert.That(w.Codes.Codes, Is.EqualTo(codes.Select(code => (ushort)(code & 15))));
            Assert.That(w.Codes.Scales, Is.EqualTo(new ushort[] { 0xb800 }));
            Assert.That(w.Codes.ZeroPoints, Is.Null);
            Assert.That(w.Dequantize(), Is.EqualTo(codes.Select(code => code * -0.5)));
        }
    }

    [Test]
    public void Q8_0_is_in_order()
    {
        // Scale 2^-24, the smallest there is; -128 to -97.
        byte[] block = [0x01, 0x00, .. Enumerable.Range(0x80, 32).Select(value => (byte)value)];
        StoredWeights w = Read(GgufBytes.Q80, 32, block);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(w.Codes.Codes, Is.EqualTo(Enumerable.Range(0x80, 32)));
            Assert.That(w.Codes.Format.Name, Is.EqualTo("int8"));
            Assert.That(w.Dequantize(), Is.EqualTo(Enumerable.Range(-128, 32).Select(value => Math.ScaleB(value, -24))));
        }
    }

    [Test]
    public void Q4_K_has_six_bits_of_scale_and_minimum_a_group()
    {
        // d = 1, dmin = 0.5; scales 1 2 3 63 49 34 19 4, minima 0 1 2 3 16 32 48 63. Of 49 = 3·16 + 1 the 3 is on top of
        // byte 0, the 1 in the low half of byte 8; of 63 = 3·16 + 15 the 3 is on top of byte 7, the 15 above in byte 11.
        byte[] block =
        [
            0x00, 0x3c, 0x00, 0x38,
            0xc1, 0x82, 0x43, 0x3f, 0x40, 0x81, 0xc2, 0xc3, 0x01, 0x02, 0x03, 0xf4,
            0xf5, .. Enumerable.Repeat((byte)0x21, 126), 0x9a,
        ];
        StoredWeights w = Read(GgufBytes.Q4K, 256, block);

        // Codes are 1 in groups 0, 2, 4 and 6, else 2.
        double[] of = [1, 3.5, 2, 124.5, 41, 52, -5, -23.5];
        double[] values = [.. of.SelectMany(value => Enumerable.Repeat(value, 32))];
        (values[0], values[32], values[223], values[255]) = (5, 29.5, 166, 4.5);
        Assert.That(w.Dequantize(), Is.EqualTo(values));
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.Codes.Format.Name, w.Codes.Group, w.Codes.SuperGroup), Is.EqualTo(("uint4", 32, 256)));
            Assert.That(w.Codes.Scales, Is.EqualTo(new[] { 1, 2, 3, 63, 49, 34, 19, 4 }));
            Assert.That(w.Codes.SuperGroups!.Minima, Is.EqualTo(new[] { 0, 1, 2, 3, 16, 32, 48, 63 }));
            Assert.That(w.Codes.SuperGroups.Scales, Is.EqualTo(new[] { 0x3c00 }));
            Assert.That(w.Codes.SuperGroups.Units, Is.EqualTo(new[] { 0x3800 }));
            Assert.That(
                block, Is.EqualTo(GgufBytes.BlockQ4K(
                    0x3c00, 0x3800, [1, 2, 3, 63, 49, 34, 19, 4], [0, 1, 2, 3, 16, 32, 48, 63], [.. w.Codes.Codes.Select(code => (int)code)])),
                "the packer of these tests has the same bytes");
        }
    }

    [Test]
    public void MXFP4_is_E2M1_by_a_power_of_two()
    {
        // 2^(128 - 127); codes F and 7 are -6 and 6, 1 and 9 are 0.5 and -0.5, 0 and 8 are zeros, 2 to 6 are 1 1.5 2 3 4.
        byte[] block = [128, 0x7f, 0x91, 0x80, 0x32, 0x54, 0x06, .. new byte[10]];
        double[] values = new double[32];
        (values[0], values[1], values[3], values[4], values[5]) = (-12, 1, 2, 4, 8);
        (values[16], values[17], values[19], values[20]) = (12, -1, 3, 6);
        using (Assert.EnterMultipleScope())
        {
            StoredWeights w = Read(GgufBytes.Mxfp4, 32, block);
            Assert.That(w.Codes.Format.Name, Is.EqualTo("fp4_e2m1"));
            Assert.That(w.Codes.Codes[..4], Is.EqualTo(new[] { 15, 1, 0, 2 }));
            Assert.That(w.Codes.Scales, Is.EqualTo(new ushort[] { 128 }));
            Assert.That(w.Codes.ScaleFormat.Name, Is.EqualTo("e8m0"));
            Assert.That(w.Dequantize(), Is.EqualTo(values));

            // In binary16 from 2^-24 to 2^15.
            foreach ((byte exponent, ushort? scale) in new (byte, ushort?)[]
            {
                (103, 0x0001), (112, 0x0200), (113, 0x0400), (142, 0x7800), (0, null), (102, null), (143, null), (254, null),
            })
            {
                block[0] = exponent;
                w = Read(GgufBytes.Mxfp4, 32, block);
                Assert.That(ScaleRecoding.Of(w.Codes, NumberFormats.Fp16)?.Scales[0], Is.EqualTo(scale), $"{exponent}");
                Assert.That(w.Dequantize(), Is.EqualTo(values.Select(value => Math.ScaleB(value, exponent - 128))), $"{exponent}");
            }

            block[0] = 255;
            Assert.That(
                () => Read(GgufBytes.Mxfp4, 32, block),
                Throws.InstanceOf<InvalidDataException>().With.Message.Contains("a finite e8m0 number is wanted"));
        }
    }

    [Test]
    public void Blocks_follow_each_other_along_a_row()
    {
        // Rows of two blocks: the scales are 1, 2 / 3, 4.
        ushort[] scales = [0x3c00, 0x4000, 0x4200, 0x4400];
        int[] values = [.. Enumerable.Range(-8, 16), .. Enumerable.Range(-8, 16)];
        byte[] data = [.. scales.SelectMany((scale, i) => GgufBytes.BlockQ40(scale, [.. values.Skip(i), .. values.Take(i)]))];
        StoredWeights w = Read(GgufBytes.Q40, 64, data);
        using (Assert.EnterMultipleScope())
        {
            Assert.That((w.N, w.K, w.Codes.Groups), Is.EqualTo((2, 64, 2)));
            Assert.That(w.Codes.Scales, Is.EqualTo(scales));
            Assert.That(
                w.Dequantize(),
                Is.EqualTo(Enumerable.Range(0, 128).Select(i => ((i / 32) + 1.0) * values[((i % 32) + (i / 32)) % 32])));
        }
    }

    private static StoredWeights Read(uint type, int row, byte[] data)
    {
        using ScratchFolder scratch = new();
        ulong rows = (ulong)(data.Length / (type switch { GgufBytes.Q40 => 18, GgufBytes.Q80 => 34, GgufBytes.Q4K => 144, _ => 17 })
            * (type == GgufBytes.Q4K ? 256 : 32) / row);
        byte[] file = new GgufBytes().Tensor("w", [(ulong)row, rows], type, data).ToBytes();
        File.WriteAllBytes(scratch["m.gguf"], file);
        return StoredWeightsFile.Read(scratch["m.gguf"], "w", 1 << 20)!;
    }
}
