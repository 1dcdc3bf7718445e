using System.Buffers.Binary;
using System.Text;
using MixPe.Model.Files;

namespace MixPe.Model.Tensors;

/// <summary>NumPy's .npy files, versions 1.0 to 3.0 (NEP 1, numpy.lib.format).</summary>
public static class NpyFile
{
    private const int Alignment = 64;

    // NumPy itself reads no header beyond 10,000 bytes unless told to.
    private const int MaxHeader = 1 << 16;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>The one tensor of the file; its name is the file's, without the extension.</summary>
    /// <exception cref="InvalidDataException">The file is not what it claims to be.</exception>
    public static TensorInfo Describe(string path)
    {
        using FileStream stream = File.OpenRead(path);
        NpyHeader header = ReadHeader(stream, path);
        return new TensorInfo(Path.GetFileNameWithoutExtension(path), header.Shape, header.Type);
    }

    /// <summary>Reads the file; a Fortran-ordered array is turned to row major.</summary>
    /// <exception cref="InvalidDataException">The file is not what it claims to be.</exception>
    public static Tensor Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        NpyHeader header = ReadHeader(stream, path);
        int count = TensorFault.ByteCount(path, "field 'shape'", header.Shape, header.Type);
        if (stream.Length - header.DataOffset != count)
        {
            throw TensorFault.At(
                path,
                $"offset {header.DataOffset}",
                $"{stream.Length - header.DataOffset} bytes of data: the shape and type need {count}");
        }

        byte[] data = TensorFault.ReadAt(stream, path, header.DataOffset, count);
        if (header.FortranOrder)
        {
            data = ToRowMajor(data, header.Shape, TensorTypes.Bytes(header.Type));
        }

        return new Tensor(Path.GetFileNameWithoutExtension(path), header.Shape, header.Type, data);
    }

    /// <summary>Writes version 1.0, row major, little endian, to a temporary file that then takes the name.</summary>
    /// <exception cref="ArgumentException">NumPy has no such type, or the data does not fit the shape.</exception>
    public static void Write(string path, Tensor tensor)
    {
        string name = TensorTypes.NpyName(tensor.Type);
        if (name.Length == 0)
        {
            throw new ArgumentException($"NumPy has no {tensor.Type}", nameof(tensor));
        }

        int count = TensorFault.ByteCount(path, "field 'shape'", tensor.Shape, tensor.Type);
        if (count != tensor.Data.Length)
        {
            throw new ArgumentException($"{tensor.Data.Length} bytes: the shape needs {count}", nameof(tensor));
        }

        string order = TensorTypes.Bytes(tensor.Type) == 1 ? "|" : "<";
        string shape = string.Concat(tensor.Shape.Select((size, i) => i == 0 ? $"{size}," : $" {size},"));
        shape = tensor.Shape.Count > 1 ? shape.TrimEnd(',') : shape;
        string header = $"{{'descr': '{order}{name}', 'fortran_order': False, 'shape': ({shape}), }}";
        int prefix = Magic.Length + 4;
        int length = (prefix + header.Length + Alignment) / Alignment * Alignment - prefix;
        AtomicFile.Write(path, stream =>
        {
            Span<byte> start = [.. Magic, 1, 0, (byte)length, (byte)(length >> 8)];
            stream.Write(start);
            stream.Write(Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n"));
            stream.Write(tensor.Data);
        });
    }

    private static NpyHeader ReadHeader(FileStream stream, string path)
    {
        byte[] start = TensorFault.ReadAt(stream, path, 0, Magic.Length + 2);
        if (!start.AsSpan(0, Magic.Length).SequenceEqual(Magic))
        {
            throw TensorFault.At(path, "offset 0", "the magic is not \\x93NUMPY");
        }

        int version = start[Magic.Length];
        if (version is < 1 or > 3)
        {
            throw TensorFault.At(path, $"offset {Magic.Length}", $"version {version}: 1 to 3 are known");
        }

        int lengthBytes = version == 1 ? 2 : 4;
        byte[] field = TensorFault.ReadAt(stream, path, start.Length, lengthBytes);
        uint length = version == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(field)
            : BinaryPrimitives.ReadUInt32LittleEndian(field);
        if (length > MaxHeader)
        {
            throw TensorFault.At(path, $"offset {start.Length}", $"a header of {length} bytes: at most {MaxHeader}");
        }

        long offset = start.Length + lengthBytes;
        string text = Encoding.UTF8.GetString(TensorFault.ReadAt(stream, path, offset, (int)length));
        return NpyHeader.Parse(path, text, offset + length);
    }

    private static byte[] ToRowMajor(byte[] data, int[] shape, int width)
    {
        var result = new byte[data.Length];
        var index = new int[shape.Length];
        for (int target = 0; target < data.Length / width; target++)
        {
            long source = 0;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                source = source * shape[axis] + index[axis];
            }

            data.AsSpan((int)source * width, width).CopyTo(result.AsSpan(target * width));
            for (int axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
            {
                index[axis] = 0;
            }
        }

        return result;
    }
}
