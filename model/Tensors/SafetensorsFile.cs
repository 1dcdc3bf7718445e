using System.Buffers.Binary;
using System.Text.Json;

namespace MixPe.Model.Tensors;

/// <summary>Safetensors files: a 64-bit header length, a JSON header, the data.</summary>
public static class SafetensorsFile
{
    // The limit of the reference implementation.
    private const int MaxHeader = 100_000_000;
    private const int LengthBytes = 8;
    private const string MetadataKey = "__metadata__";

    /// <summary>The tensors of the file, in the order of its header.</summary>
    /// <exception cref="InvalidDataException">The header is not what it claims to be.</exception>
    public static IReadOnlyList<TensorInfo> Describe(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return [.. ReadHeader(stream, path).Tensors.Select(tensor => tensor.Info)];
    }

    /// <summary>Reads one tensor; only its bytes are read.</summary>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, or has no such tensor.</exception>
    public static Tensor Read(string path, string name)
    {
        using FileStream stream = File.OpenRead(path);
        (long dataOffset, List<StoredTensor> tensors) = ReadHeader(stream, path);
        StoredTensor found = TensorFile.Pick(path, tensors, name);
        byte[] data = TensorFault.ReadAt(stream, path, dataOffset + found.Offset, found.Bytes);
        return new Tensor(found.Info.Name, found.Info.Shape, found.Info.Type, data);
    }

    private static (long DataOffset, List<StoredTensor> Tensors) ReadHeader(FileStream stream, string path)
    {
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(TensorFault.ReadAt(stream, path, 0, LengthBytes));
        if (length > MaxHeader || (long)length > stream.Length - LengthBytes)
        {
            throw TensorFault.At(
                path,
                "offset 0",
                $"a header of {length} bytes: the file has {stream.Length - LengthBytes}, the format allows {MaxHeader}");
        }

        long dataOffset = LengthBytes + (long)length;
        byte[] header = TensorFault.ReadAt(stream, path, LengthBytes, (int)length);
        using JsonDocument document = JsonFields.Parse(path, header);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
        {
            throw TensorFault.At(path, "header", "it is not a JSON object");
        }

        var tensors = new List<StoredTensor>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            string name = JsonFields.NameOf(path, "header", property);
            if (name == MetadataKey)
            {
                continue;
            }

            if (!names.Add(name))
            {
                throw TensorFault.At(path, $"tensor '{name}'", "the name is given twice");
            }

            // A type that this version does not know must not hide the other tensors: it is not listed.
            StoredTensor? tensor = ReadEntry(path, name, property.Value, stream.Length - dataOffset);
            if (tensor is not null)
            {
                tensors.Add(tensor);
            }
        }

        return (dataOffset, tensors);
    }

    private static StoredTensor? ReadEntry(string path, string name, JsonElement entry, long dataBytes)
    {
        string place = $"tensor '{name}'";
        TensorType? type = TensorTypes.FromSafetensors(JsonFields.Text(path, place, entry, "dtype"));
        int[] shape = JsonFields.Shape(path, place, entry, "shape");
        JsonElement[] offsets = JsonFields.Items(path, place, entry, "data_offsets");
        if (offsets.Length != 2)
        {
            throw TensorFault.At(path, $"{place}.data_offsets", $"{offsets.Length} numbers: begin and end are wanted");
        }

        long begin = JsonFields.Offset(path, $"{place}.data_offsets", offsets[0]);
        long end = JsonFields.Offset(path, $"{place}.data_offsets", offsets[1]);
        if (begin > end || end > dataBytes)
        {
            throw TensorFault.At(
                path, $"{place}.data_offsets", $"[{begin}, {end}] does not lie in the {dataBytes} bytes of data");
        }

        if (type is null)
        {
            return null;
        }

        int bytes = TensorFault.ByteCount(path, $"{place}.shape", shape, type.Value);
        if (end - begin != bytes)
        {
            throw TensorFault.At(
                path, $"{place}.data_offsets", $"{end - begin} bytes: the shape and dtype need {bytes}");
        }

        return new StoredTensor(new TensorInfo(name, shape, type.Value), place, begin, bytes);
    }
}
