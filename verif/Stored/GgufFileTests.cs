using System.Text;
using MixPe.Model.Stored;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>GGUF files as ggml's definition has them, and files that are none.</summary>
public sealed class GgufFileTests
{
    private const int Most = 1 << 20;

    [Test]
    public void A_file_written_by_hand_is_read()
    {
        // Version 2, one tensor "w" of F32 with rows of 2, one pair general.alignment = 8.
        byte[] file =
        [
            0x47, 0x47, 0x55, 0x46, 2, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0, 0,
            17, 0, 0, 0, 0, 0, 0, 0, .. "general.alignment"u8, 4, 0, 0, 0, 8, 0, 0, 0,
            1, 0, 0, 0, 0, 0, 0, 0, (byte)'w', 2, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
            0, 0, 0, 0, 0, 0, 0, 0,

            // 98 bytes so far: the data starts at 104.
            0, 0, 0, 0, 0, 0,
            0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0,
        ];
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["m.gguf"], file);
        Tensor tensor = TensorFile.Read(scratch["m.gguf"], null);
        Assert.That(tensor.ToSingles(), Is.EqualTo(new float[] { 1, -2 }));
        Assert.That(tensor.Shape, Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Numbers_of_every_width_are_read_row_major()
    {
        GgufBytes file = new GgufBytes()
            .Tensor("a", [2, 3], GgufBytes.F16, [0, 0x3c, 0, 0x40, 0, 0x42, 0, 0x44, 0, 0x45, 0, 0x46])
            .Tensor("b", [1], GgufBytes.BF16, [0x80, 0x3f])
            .Tensor("c", [], 28, BitConverter.GetBytes(0.1));
        using ScratchFolder scratch = new();
        string path = Write(scratch, file);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(TensorFile.Read(path, "a").ToDoubles(), Is.EqualTo(new double[] { 1, 2, 3, 4, 5, 6 }));
            Assert.That(TensorFile.Read(path, "a").Shape, Is.EqualTo(new[] { 3, 2 }));
            Assert.That(TensorFile.Read(path, "b").ToDoubles(), Is.EqualTo(new double[] { 1 }));
            Assert.That(TensorFile.Read(path, "c").ToDoubles(), Is.EqualTo(new[] { 0.1 }));
            Assert.That(TensorFile.Describe(path).Select(tensor => tensor.Name), Is.EqualTo(new[] { "a", "b", "c" }));
            Assert.That(StoredWeightsFile.Read(path, "a", Most), Is.Null, "numbers are not quantized");
        }

        Refused(path, null, "choose one of a F16 [3, 2]; b BF16 [1]; c F64 []");
        Refused(path, "d", "'d' is not in the file: choose one of a F16 [3, 2]");
    }

    [Test]
    public void Metadata_of_every_type_is_passed_over()
    {
        byte[] empty = new byte[8];
        byte[] two = BitConverter.GetBytes(2UL);
        GgufBytes file = new GgufBytes { Alignment = 128 };
        foreach ((uint type, int bytes) in new (uint, int)[]
        {
            (0, 1), (1, 1), (2, 2), (3, 2), (4, 4), (5, 4), (6, 4), (7, 1), (10, 8), (11, 8), (12, 8),
        })
        {
            file.Metadata($"number.{type}", type, new byte[bytes]);
            file.Metadata($"numbers.{type}", 9, [.. BitConverter.GetBytes(type), .. two, .. new byte[2 * bytes]]);
        }

        file.Metadata("general.alignment", 4, 128, 0, 0, 0)
            .Metadata("text", 8, GgufBytes.Text("Grüße\n"))
            .Metadata("texts", 9, [8, 0, 0, 0, .. two, .. GgufBytes.Text("a"), .. GgufBytes.Text("")])
            .Metadata("arrays", 9, [9, 0, 0, 0, .. two, 8, 0, 0, 0, .. empty, 0, 0, 0, 0, .. two, 1, 2])
            .Tensor("a", [1], GgufBytes.F32, [0, 0, 0x80, 0x3f])
            .Tensor("b", [1], GgufBytes.F32, [0, 0, 0, 0x40]);
        using ScratchFolder scratch = new();
        string path = Write(scratch, file);
        Assert.That(TensorFile.Read(path, "a").ToDoubles(), Is.EqualTo(new double[] { 1 }));
        Assert.That(TensorFile.Read(path, "b").ToDoubles(), Is.EqualTo(new double[] { 2 }));
    }

    [TestCase(0, 0x58, "offset 0, magic: it is not GGUF")]
    [TestCase(4, 1, "version: 1: 2 and 3 are read")]
    [TestCase(4, 4, "version: 4: 2 and 3 are read")]
    [TestCase(15, 0x7f, "number of tensors: 9151314442816847873: the")]
    [TestCase(15, 0xff, "number of tensors: 18374686479671623681: the")]
    [TestCase(23, 0x7f, "number of metadata pairs: 9151314442816847873: the")]
    [TestCase(31, 0x7f, "key of metadata: a length of 9151314442816847873 bytes: at most 65535")]
    [TestCase(32, 0xff, "key of metadata: it is not UTF-8")]
    [TestCase(33, 13, "k: its type is 13: 0 to 12 are known")]
    [TestCase(48, 0x7f, "name of a tensor: a length of")]
    [TestCase(49, 7, "name of a tensor: it has a control character")]
    [TestCase(50, 5, "tensor 'w': 5 dimensions: at most 4")]
    [TestCase(61, 0x7f, "tensor 'w': 9151314442816847904 is not a dimension of 0 to 2147483647")]
    [TestCase(54, 33, "tensor 'w': rows of 33 elements: Q4_0 has blocks of 32")]
    [TestCase(64, 0x20, "tensor 'w': the shape [2097154, 32] has more than 1048576 elements")]
    [TestCase(70, 99, "tensor 'w': type 99 is not read: F32, F16, BF16, F64, Q4_0, Q8_0, Q4_K, MXFP4 are")]
    [TestCase(70, 14, "tensor 'w': Q6_K is not read")]
    [TestCase(74, 8, "tensor 'w': an offset of 8: a multiple of the alignment, 32, is wanted")]
    [TestCase(81, 0x7f, "tensor 'w': bytes 9151314442816847872 to 9151314442816847908: the file holds 64 bytes of data")]
    [TestCase(81, 0xff, "tensor 'w': an offset of 18374686479671623680")]
    public void A_byte_that_cannot_be_is_named(int at, byte value, string fault)
    {
        byte[] file = new GgufBytes().Metadata("k", 4, 0, 0, 0, 0).Tensor("w", [32, 2], GgufBytes.Q40, new byte[36]).ToBytes();
        file[at] = value;
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["m.gguf"], file);
        Refused(scratch["m.gguf"], "w", fault);
    }

    [Test]
    public void A_big_endian_file_is_called_one()
    {
        using ScratchFolder scratch = new();
        File.WriteAllBytes(scratch["m.gguf"], [.. "GGUF"u8, 0, 0, 0, 3, .. new byte[16]]);
        Refused(scratch["m.gguf"], "w", "version: the file is big-endian");
    }

    [Test]
    public void Arrays_nested_without_end_are_refused()
    {
        byte[] nested = [.. Enumerable.Repeat<byte[]>([9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0], 100_000).SelectMany(b => b)];
        using ScratchFolder scratch = new();
        Refused(Write(scratch, new GgufBytes().Metadata("k", 9, nested)), "w", "k: arrays are nested in more than 8");
    }

    [TestCase(4u, new byte[] { 24, 0, 0, 0 }, "general.alignment: 24 is no power of 2")]
    [TestCase(4u, new byte[] { 0, 0, 0, 0 }, "general.alignment: 0 is no power of 2")]
    [TestCase(0u, new byte[] { 8 }, "general.alignment: its type is 0")]
    public void An_alignment_that_is_none_is_refused(uint type, byte[] value, string fault)
    {
        using ScratchFolder scratch = new();
        Refused(Write(scratch, new GgufBytes().Metadata("general.alignment", type, value)), "w", fault);
    }

    [Test]
    public void What_is_given_twice_is_refused()
    {
        using ScratchFolder scratch = new();
        GgufBytes alignments = new GgufBytes().Metadata("general.alignment", 4, 32, 0, 0, 0)
            .Metadata("general.alignment", 4, 32, 0, 0, 0);
        Refused(Write(scratch, alignments), "w", "general.alignment: it is given twice");
        GgufBytes names = new GgufBytes().Tensor("w", [1], 0, new byte[4]).Tensor("w", [1], 0, new byte[4]);
        Refused(Write(scratch, names), "w", "tensor 'w': the name is given twice");
    }

    [Test]
    public void A_quantized_tensor_is_a_matrix_with_finite_scales()
    {
        using ScratchFolder scratch = new();
        byte[] zeros = new byte[18 * 4];
        Refused(
            Write(scratch, new GgufBytes().Tensor("w", [32, 2, 2], GgufBytes.Q40, zeros)), "w", "the shape [2, 2, 32] is no matrix");
        Refused(Write(scratch, new GgufBytes().Tensor("w", [0, 2], GgufBytes.Q40, [])), "w", "the shape [2, 0] is no matrix");
        zeros[37] = 0x7c;
        Refused(
            Write(scratch, new GgufBytes().Tensor("w", [64, 2], GgufBytes.Q40, zeros)),
            "w",
            "the scale of row 1, group 0 is 0x7c00: a finite");
    }

    [Test]
    public void A_file_cut_short_anywhere_is_refused()
    {
        byte[] file = new GgufBytes().Metadata("k", 8, GgufBytes.Text("v")).Tensor("w", [32], GgufBytes.Q40, new byte[18])
            .ToBytes();
        using ScratchFolder scratch = new();
        string path = scratch["m.gguf"];

        // The last bytes are padding.
        for (int length = 0; length < file.Length - 14; length++)
        {
            File.WriteAllBytes(path, file[..length]);
            Refused(path, "w", "");
        }
    }

    private static string Write(ScratchFolder scratch, GgufBytes file)
    {
        File.WriteAllBytes(scratch["m.gguf"], file.ToBytes());
        return scratch["m.gguf"];
    }

    private static void Refused(string path, string? name, string fault)
    {
        string? message = Assert.Catch<InvalidDataException>(() =>
        {
            if (StoredWeightsFile.Read(path, name, Most) is null)
            {
                TensorFile.Read(path, name);
            }
        })?.Message;
        Assert.That(message, Does.StartWith(path).And.Contain(fault));
        Assert.That(message, Does.Not.Contain("\n"));
        Assert.That(Encoding.UTF8.GetByteCount(message!), Is.LessThan(1000));
    }
}
