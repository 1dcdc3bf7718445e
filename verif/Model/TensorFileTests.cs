using System.Buffers.Binary;
using System.Text;
using MixPe.Model.Tensors;
using NUnit.Framework;

namespace MixPe.Verif.Model;

public class TensorFileTests
{
    private string _folder = "";

    [SetUp]
    public void MakeFolder() => _folder = Directory.CreateTempSubdirectory("mixpe-tensors").FullName;

    [TearDown]
    public void RemoveFolder() => Directory.Delete(_folder, recursive: true);

    private static IEnumerable<TensorType> NpyTypes =>
        Enum.GetValues<TensorType>().Where(type => type is not (TensorType.BFloat16 or TensorType.Float8E4M3 or TensorType.Float8E5M2));

    [TestCaseSource(nameof(NpyTypes))]
    public void Npy_keeps_every_type_shape_and_byte(TensorType type)
    {
        foreach (int[] shape in new int[][] { [], [3], [2, 3], [2, 0], [2, 3, 4] })
        {
            int count = shape.Aggregate(1, (a, b) => a * b);
            int width = type is TensorType.Float64 or TensorType.Int64 ? 8
                : type is TensorType.Int8 or TensorType.UInt8 ? 1
                : type is TensorType.Float32 or TensorType.Int32 or TensorType.UInt32 ? 4 : 2;
            byte[] data = Enumerable.Range(1, count * width).Select(i => (byte)(i * 7)).ToArray();
            string path = Path.Combine(_folder, "t.npy");
            NpyFile.Write(path, new Tensor("t", shape, type, data));
            Tensor read = NpyFile.Read(path);
            Assert.That(read.Shape, Is.EqualTo(shape));
            Assert.That(read.Data, Is.EqualTo(data));
            Assert.That((read.Name, read.Type, read.Count), Is.EqualTo(("t", type, count)));
            Assert.That(new FileInfo(path).Length % 64, Is.EqualTo(data.Length % 64), "numpy aligns the data to 64");
        }
    }

    [Test]
    public void Npy_in_Fortran_order_is_turned_to_row_major()
    {
        // [[1, 2, 3], [4, 5, 6]] by columns: 1 4 2 5 3 6.
        string path = WriteNpy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }", [1, 4, 2, 5, 3, 6]);
        Assert.That(TensorFile.Read(path, null).Data, Is.EqualTo("\u0001\u0002\u0003\u0004\u0005\u0006"u8.ToArray()));
        // By NumPy: numpy.arange(1, 9).reshape(2, 2, 2).ravel('F') is 1 5 3 7 2 6 4 8.
        path = WriteNpy("{'descr': '|u1', 'fortran_order': True, 'shape': (2, 2, 2)}", [1, 5, 3, 7, 2, 6, 4, 8]);
        Assert.That(TensorFile.Read(path, null).ToDoubles(), Is.EqualTo(Enumerable.Range(1, 8)));
    }

    [TestCase("{'descr': '>f4', 'fortran_order': False, 'shape': (1,)}", "field 'descr'")]
    [TestCase("{'descr': '<c8', 'fortran_order': False, 'shape': (1,)}", "field 'descr'")]
    [TestCase("{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}", "field 'fortran_order'")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (-1,)}", "field 'shape'")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999,)}", "field 'shape'")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (65536, 65536)}", "needs more than")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 2147483647, 2147483647)}", "needs more")]
    [TestCase("{'descr': '<f4', 'fortran_order': False, 'shape': (2,)}", "4 bytes of data: the shape and type need 8")]
    [TestCase("{'descr': '<f4', 'fortran_order': False}", "field 'shape'")]
    [TestCase("{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1,)}", "given twice")]
    [TestCase("[1, 2]", "not a dictionary")]
    public void Npy_headers_that_do_not_hold_are_refused(string header, string fault) =>
        AssertRefused(WriteNpy(header, new byte[4]), null, fault);

    [Test]
    public void Safetensors_read_each_type_by_name()
    {
        byte[] data = [0, 0, 0x80, 0x3f, 0x80, 0x3f, 0, 0x3c, 0xff];
        string path = WriteSafetensors(
            """
            {"__metadata__":{"format":"pt"},
             "a":{"dtype":"F32","shape":[1,1,1],"data_offsets":[0,4]},
             "b":{"dtype":"BF16","shape":[1],"data_offsets":[4,6]},
             "c":{"dtype":"F16","shape":[1],"data_offsets":[6,8]},
             "d":{"dtype":"I8","shape":[],"data_offsets":[8,9]}}
            """,
            data);
        Assert.Multiple(() =>
        {
            Assert.That(TensorFile.Describe(path).Select(tensor => tensor.Name), Is.EqualTo("abcd".Select(c => $"{c}")));
            Assert.That(TensorFile.Read(path, "a").ToSingles(), Is.EqualTo(Values<float>(1)));
            Assert.That(TensorFile.Read(path, "a").Shape, Has.Count.EqualTo(2));
            Assert.That(TensorFile.Read(path, "b").ToDoubles(), Is.EqualTo(Values<double>(1)));
            Assert.That(TensorFile.Read(path, "c").ToCodes(), Is.EqualTo(Values<ushort>(0x3c00)));
            Assert.That(TensorFile.Read(path, "d").ToDoubles(), Is.EqualTo(Values<double>(-1)));
        });
        AssertRefused(path, null, "choose one of a float32 [1, 1, 1]; b bfloat16 [1]; c");
        AssertRefused(path, "e", "'e' is not in the file: choose one of a");
    }

    [TestCase("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,400]}}""", "[0, 400] does not lie in the 8 bytes")]
    [TestCase("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", "[4, 0] does not lie")]
    [TestCase("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,8]}}""", "8 bytes: the shape and dtype need 4")]
    [TestCase("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", "-1 is not a dimension")]
    [TestCase("""{"a":{"dtype":"F32","shape":[1e99],"data_offsets":[0,4]}}""", "1e99 is not a dimension")]
    [TestCase("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", "begin and end")]
    [TestCase("""{"a":{"dtype":"F32","shape":[1]}}""", "tensor 'a'.data_offsets: missing")]
    [TestCase("""{"a":{"dtype":7,"shape":[1],"data_offsets":[0,4]}}""", "a string is wanted")]
    [TestCase("""{"a":3}""", "an object is wanted")]
    [TestCase("""[]""", "not a JSON object")]
    [TestCase("""{"a":""", "JSON line 1 byte")]
    [TestCase("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "not valid Unicode")]
    [TestCase("""{"a":{"dtype":"\ud800","shape":[1],"data_offsets":[0,4]}}""", "not valid Unicode")]
    [TestCase(
        """{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]}}""",
        "given twice")]
    public void Safetensors_headers_that_do_not_hold_are_refused(string header, string fault) =>
        AssertRefused(WriteSafetensors(header, new byte[8]), "a", fault);

    [Test]
    public void A_safetensors_header_longer_than_the_file_is_refused_before_it_is_read()
    {
        string path = Path.Combine(_folder, "t.safetensors");
        File.WriteAllBytes(path, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]);
        AssertRefused(path, "a", "offset 0: a header of 9223372036854775807 bytes");
    }

    [Test]
    public void TensorFlow_js_weights_are_read_across_shards()
    {
        // b is bytes 4 to 12 of the group: the shards end at 6 and 13.
        File.WriteAllBytes(Path.Combine(_folder, "s1"), [1, 0, 0, 0, 0, 0]);
        File.WriteAllBytes(Path.Combine(_folder, "s2"), [0x80, 0x3f, 0, 0, 0, 0xc0, 9]);
        string path = WriteModel("""
            {"modelTopology":{},"weightsManifest":[{"paths":["s1","s2"],"weights":[
              {"name":"a","shape":[],"dtype":"int32"},
              {"name":"b","shape":[1,2,1],"dtype":"float32"},
              {"name":"c","shape":[1],"dtype":"bool"}]}]}
            """);
        Tensor b = TensorFile.Read(path, "b");
        Assert.That(b.ToSingles(), Is.EqualTo(Values<float>(1, -2)));
        Assert.That(b.Shape, Is.EqualTo(Values<int>(2, 1)));
        Assert.That(TensorFile.Read(path, "a").ToDoubles()[0], Is.EqualTo(1));
        Assert.That(TensorFile.Read(path, "c").Data[0], Is.EqualTo(9));
        AssertRefused(path, "d", "choose one of a int32 []; b float32 [1, 2, 1]; c uint8 [1]");
    }

    [TestCase("../s", "not the name of a file beside")]
    [TestCase("/etc/passwd", "not the name of a file beside")]
    [TestCase("..", "not the name of a file beside")]
    [TestCase("c:s", "not the name of a file beside")]
    [TestCase("a\\\\s", "not the name of a file beside")]
    [TestCase("missing", "no file")]
    [TestCase("short", "the shards hold 3")]
    public void TensorFlow_js_shards_must_be_whole_files_beside_the_document(string shard, string fault)
    {
        File.WriteAllBytes(Path.Combine(_folder, "short"), [1, 2, 3]);
        string path = WriteModel(
            """{"weightsManifest":[{"paths":["NAME"],"weights":[{"name":"a","shape":[1],"dtype":"float32"}]}]}"""
                .Replace("NAME", shard, StringComparison.Ordinal));
        AssertRefused(path, "a", fault);
    }

    [TestCase("{}", "document.weightsManifest: missing")]
    [TestCase("""{"weightsManifest":3}""", "an array is wanted")]
    [TestCase("""{"weightsManifest":[{}]}""", "weightsManifest[0].paths: missing")]
    [TestCase("""{"weightsManifest":[{"paths":[3],"weights":[]}]}""", "a string is wanted")]
    [TestCase("""{"weightsManifest":[{"paths":[],"weights":[{"name":"a","shape":[1],"dtype":"string"}]}]}""", "dtype")]
    [TestCase(
        """
        {"weightsManifest":[{"paths":[],"weights":[{"name":"a","shape":[1],"dtype":"float32","quantization":{}}]}]}
        """,
        "quantized")]
    [TestCase("not json", "JSON line 1 byte")]
    public void TensorFlow_js_documents_that_do_not_hold_are_refused(string document, string fault) =>
        AssertRefused(WriteModel(document), "a", fault);

    [Test]
    public void Unknown_extensions_are_refused() => AssertRefused(Path.Combine(_folder, "x.bin"), null, "'.bin' is not");

    [Test]
    public void Damaged_files_are_refused_or_read_but_never_crash()
    {
        File.WriteAllBytes(Path.Combine(_folder, "s1"), new byte[8]);
        string[] paths =
        [
            WriteNpy("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 1), }", new byte[8]),
            WriteSafetensors("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", new byte[8]),
            WriteModel("""
                {"weightsManifest":[{"paths":["s1"],"weights":[{"name":"a","shape":[2],"dtype":"float32"}]}]}
                """),
        ];
        var random = new Random(9);
        int refused = 0;
        foreach (string path in paths)
        {
            byte[] whole = File.ReadAllBytes(path);
            for (int i = 0; i < 1000; i++)
            {
                byte[] damaged = whole[..random.Next(i % 2 == 0 ? whole.Length : 1, whole.Length + 1)];
                for (int flips = random.Next(3); flips >= 0 && damaged.Length > 0; flips--)
                {
                    damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
                }

                File.WriteAllBytes(path, damaged);
                try
                {
                    TensorFile.Read(path, path.EndsWith(".npy", StringComparison.Ordinal) ? null : "a");
                }
                catch (InvalidDataException fault)
                {
                    Assert.That(fault.Message, Does.StartWith(path));
                    refused++;
                }
            }
        }

        Assert.That(refused, Is.GreaterThan(1000));
    }

    [Test]
    public void Matrices_drop_dimensions_of_one_and_transpose()
    {
        Tensor t = Tensor.FromSingles("t", [1, 2, 1, 3], [1, 2, 3, 4, 5, 6]);
        Assert.That(t.AsMatrix().Shape, Is.EqualTo(Values<int>(2, 3)));
        Assert.That(t.AsMatrix(transpose: true).ToSingles(), Is.EqualTo(Values<float>(1, 4, 2, 5, 3, 6)));
        Assert.That(Tensor.FromSingles("v", [2], [1, 2]).AsMatrix().Shape, Is.EqualTo(Values<int>(1, 2)));
        Assert.That(Tensor.FromSingles("c", [2, 1], [1, 2]).AsMatrix().Shape, Is.EqualTo(Values<int>(2, 1)));
        Tensor cube = Tensor.FromSingles("q", [2, 2, 2], new float[8]);
        Assert.That(() => cube.AsMatrix(), Throws.InstanceOf<InvalidDataException>());
    }

    [Test]
    public void Bits_are_cut_to_the_type()
    {
        Tensor codes = Tensor.FromBits("w", [2], TensorType.UInt8, new ushort[2] { 15, 255 });
        Assert.That(codes.Data, Is.EqualTo(Values<byte>(15, 255)));
        Tensor halves = Tensor.FromBits("s", [1], TensorType.Float16, new uint[1] { 0x3c00 });
        Assert.That(halves.ToDoubles()[0], Is.EqualTo(1));
        Assert.That(() => Tensor.FromBits("s", [3], TensorType.Float16, new uint[1]), Throws.ArgumentException);
        Assert.That(() => Tensor.FromBits("s", [1], TensorType.Int64, new uint[1]), Throws.ArgumentException);
        Assert.That(() => Tensor.FromSingles("s", [1], [1]).ToCodes(), Throws.InvalidOperationException);
    }

    private static void AssertRefused(string path, string? name, string fault) => Assert.That(
        () => TensorFile.Read(path, name),
        Throws.InstanceOf<InvalidDataException>().With.Message.Contains(fault).And.Message.StartsWith(path));

    private static T[] Values<T>(params T[] values) => values;

    private string WriteNpy(string header, byte[] data)
    {
        string path = Path.Combine(_folder, "t.npy");
        byte[] text = Encoding.ASCII.GetBytes(header + "\n");
        byte[] start = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0, (byte)text.Length, 0];
        File.WriteAllBytes(path, [.. start, .. text, .. data]);
        return path;
    }

    private string WriteSafetensors(string header, byte[] data)
    {
        string path = Path.Combine(_folder, "t.safetensors");
        byte[] text = Encoding.UTF8.GetBytes(header);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, text.Length);
        File.WriteAllBytes(path, [.. length, .. text, .. data]);
        return path;
    }

    private string WriteModel(string document)
    {
        string path = Path.Combine(_folder, "model.json");
        File.WriteAllText(path, document);
        return path;
    }
}
