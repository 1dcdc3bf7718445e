using MixPe.Model.Stored;
using MixPe.Model.Tensors;
using MixPe.Verif.Cli;
using NUnit.Framework;

namespace MixPe.Verif.Stored;

/// <summary>Quantized files cut short and with bytes changed are read or refused: never a crash, never more memory than a
/// few times the file.</summary>
public sealed class DamagedFileTests
{
    private const int Most = 1 << 20;
    private const int Files = 2000;

    // Readers of safetensors parse the header once for each part of a layer.
    private const long LeastAllowance = 1 << 20;
    private const long PerByte = 256;

    private static IEnumerable<TestCaseData> Whole()
    {
        GgufBytes gguf = new GgufBytes { Alignment = 64 }
            .Metadata("general.alignment", 4, 64, 0, 0, 0)
            .Metadata("texts", 9, [8, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, .. GgufBytes.Text("a")]);
        (string Name, uint Type, int Bytes)[] tensors =
        [
            ("a", GgufBytes.Q40, 144), ("b", GgufBytes.Q80, 272), ("c", GgufBytes.Q4K, 144), ("d", GgufBytes.Mxfp4, 136),
            ("e", GgufBytes.F16, 512),
        ];
        foreach ((string name, uint type, int bytes) in tensors)
        {
            gguf.Tensor(name, [256, 1], type, new byte[bytes]);
        }

        yield return new TestCaseData("m.gguf", gguf.ToBytes(), new[] { "a", "b", "c", "d", "e" }).SetArgDisplayNames("gguf");
        int[,] codes = new int[8, 16], zeros = new int[8, 2];
        for (int n = 0; n < 8; n++)
        {
            (zeros[n, 0], zeros[n, 1]) = (1, 2);
        }

        SafetensorsBytes layers = new SafetensorsBytes().Gptq("a", codes, zeros, new ushort[8, 2])
            .Words("a.g_idx", [16], [.. Enumerable.Range(0, 16).Select(k => (uint)k / 8)]).Awq("b", codes, zeros, new ushort[8, 2]);
        yield return new TestCaseData("m.safetensors", layers.ToBytes(), new[] { "a", "b" }).SetArgDisplayNames("safetensors");
        SafetensorsBytes scaled = new SafetensorsBytes()
            .Tensor("a.weight", "U8", [2, 8], new byte[16]).Tensor("a.weight_scale", "F8_E4M3", [2, 1], new byte[2])
            .Tensor("a.weight_scale_2", "F32", [], [0, 0, 128, 63])
            .Tensor("b.weight_packed", "U8", [2, 8], new byte[16]).Tensor("b.weight_scale", "F8_E4M3", [2, 1], new byte[2])
            .Tensor("b.weight_global_scale", "F32", [1], [0, 0, 128, 63])
            .Tensor("c.weight", "F8_E4M3", [2, 8], new byte[16]).Tensor("c.weight_scale", "BF16", [2, 1], new byte[4]);
        yield return new TestCaseData("m.safetensors", scaled.ToBytes(), new[] { "a", "b", "c" }).SetArgDisplayNames("layers of floats");
    }

    [TestCaseSource(nameof(Whole))]
    public void A_damaged_file_is_read_or_refused(string file, byte[] whole, string[] names)
    {
        using ScratchFolder scratch = new();
        string path = scratch[file];
        Random random = new(11);
        int refused = 0, read = 0;
        for (int i = 0; i < Files; i++)
        {
            byte[] damaged = Damaged(whole, random);
            File.WriteAllBytes(path, damaged);
            string name = names[random.Next(names.Length)];
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                if (StoredWeightsFile.Read(path, name, Most) is { } weights)
                {
                    weights.Dequantize();
                }
                else
                {
                    TensorFile.Read(path, name);
                }

                read++;
            }
            catch (InvalidDataException fault)
            {
                Assert.That(fault.Message, Does.StartWith(path));
                refused++;
            }

            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.That(allocated, Is.LessThan(LeastAllowance + (PerByte * damaged.Length)), $"file {i}");
        }

        TestContext.Out.WriteLine($"{refused} refused, {read} read");
        Assert.That(refused, Is.GreaterThan(Files / 4));
        Assert.That(read, Is.GreaterThan(Files / 20));
    }

    // A third is cut short; bytes of the others change, in the head, in the data or anywhere, often to all ones.
    private static byte[] Damaged(byte[] whole, Random random)
    {
        if (random.Next(3) == 0)
        {
            return whole[..random.Next(whole.Length)];
        }

        byte[] damaged = [.. whole];
        for (int flips = random.Next(1, 4); flips > 0; flips--)
        {
            int at = random.Next(3) switch
            {
                0 => random.Next(whole.Length / 3),
                1 => whole.Length - 1 - random.Next(whole.Length / 4),
                _ => random.Next(whole.Length),
            };
            damaged[at] = random.Next(3) switch
            {
                0 => 0xff,
                1 => (byte)(damaged[at] ^ (1 << random.Next(8))),
                _ => (byte)random.Next(256),
            };
        }

        return damaged;
    }
}
