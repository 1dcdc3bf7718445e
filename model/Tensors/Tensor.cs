using System.Buffers.Binary;
using MixPe.Model.Formats;

namespace MixPe.Model.Tensors;

/// <summary>A named array of numbers, row major.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
/// <param name="Type">Its element type.</param>
/// <param name="Data">The elements, little endian, row major.</param>
public sealed record Tensor(string Name, IReadOnlyList<int> Shape, TensorType Type, byte[] Data)
{
    /// <summary>Number of elements.</summary>
    public int Count => Data.Length / TensorTypes.Bytes(Type);

    /// <summary>A binary32 tensor of those values.</summary>
    /// <exception cref="ArgumentException">The shape holds another number of elements.</exception>
    public static Tensor FromSingles(string name, IReadOnlyList<int> shape, ReadOnlySpan<float> values)
    {
        RequireCount(shape, values.Length);
        var data = new byte[values.Length * 4];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(data.AsSpan(i * 4), values[i]);
        }

        return new Tensor(name, shape, TensorType.Float32, data);
    }

    /// <summary>A tensor of bit patterns, each cut to the type's width: codes as uint8 or int8, binary16 patterns as
    /// float16, binary32 patterns as float32, and so on.</summary>
    /// <exception cref="ArgumentException">The shape holds another number of elements, or the type has 64 bits.</exception>
    public static Tensor FromBits(string name, IReadOnlyList<int> shape, TensorType type, ReadOnlySpan<uint> bits)
    {
        RequireCount(shape, bits.Length);
        int width = TensorTypes.Bytes(type);
        if (width > 4)
        {
            throw new ArgumentException($"{type} has more than 32 bits", nameof(type));
        }

        var data = new byte[bits.Length * width];
        Span<byte> four = stackalloc byte[4];
        for (int i = 0; i < bits.Length; i++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(four, bits[i]);
            four[..width].CopyTo(data.AsSpan(i * width));
        }

        return new Tensor(name, shape, type, data);
    }

    /// <summary>As <see cref="FromBits(string, IReadOnlyList{int}, TensorType, ReadOnlySpan{uint})"/>.</summary>
    public static Tensor FromBits(string name, IReadOnlyList<int> shape, TensorType type, ReadOnlySpan<ushort> bits)
    {
        var wide = new uint[bits.Length];
        for (int i = 0; i < bits.Length; i++)
        {
            wide[i] = bits[i];
        }

        return FromBits(name, shape, type, wide);
    }

    /// <summary>The elements as binary64; 64-bit integers round to nearest.</summary>
    public double[] ToDoubles()
    {
        var values = new double[Count];
        int width = TensorTypes.Bytes(Type);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Element(Data.AsSpan(i * width));
        }

        return values;
    }

    /// <summary>The elements as binary32, rounded to nearest even where they do not fit.</summary>
    public float[] ToSingles() => Array.ConvertAll(ToDoubles(), value => (float)value);

    /// <summary>The elements of an 8-bit or 16-bit type as bit patterns.</summary>
    /// <exception cref="InvalidOperationException">The type is wider.</exception>
    public ushort[] ToCodes()
    {
        int width = TensorTypes.Bytes(Type);
        if (width > 2)
        {
            throw new InvalidOperationException($"{Type} has more than the 16 bits of a code");
        }

        var codes = new ushort[Count];
        for (int i = 0; i < codes.Length; i++)
        {
            codes[i] = width == 1 ? Data[i] : BinaryPrimitives.ReadUInt16LittleEndian(Data.AsSpan(i * 2));
        }

        return codes;
    }

    /// <summary>Without dimensions of 1, the first ones first, as long as more than two dimensions are left.</summary>
    public Tensor Squeeze()
    {
        List<int> shape = [.. Shape];
        while (shape.Count > 2 && shape.Remove(1))
        {
        }

        return this with { Shape = shape };
    }

    /// <summary>As a matrix: squeezed, a vector as one row, a scalar as [1, 1].</summary>
    /// <param name="transpose">True to swap rows and columns, for weights stored [K, N].</param>
    /// <exception cref="InvalidDataException">More than two dimensions are not 1.</exception>
    public Tensor AsMatrix(bool transpose = false)
    {
        Tensor squeezed = Squeeze();
        if (squeezed.Shape.Count > 2)
        {
            throw new InvalidDataException(
                $"tensor {Name} has the shape [{string.Join(", ", Shape)}]: at most two dimensions may differ from 1");
        }

        int columns = squeezed.Shape.Count == 0 ? 1 : squeezed.Shape[^1];
        int rows = squeezed.Shape.Count < 2 ? 1 : squeezed.Shape[0];
        Tensor matrix = this with { Shape = [rows, columns] };
        return transpose ? matrix with { Shape = [columns, rows], Data = Transposed(rows, columns) } : matrix;
    }

    private byte[] Transposed(int rows, int columns)
    {
        int width = TensorTypes.Bytes(Type);
        var data = new byte[Data.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Data.AsSpan((row * columns + column) * width, width)
                    .CopyTo(data.AsSpan((column * rows + row) * width));
            }
        }

        return data;
    }

    private double Element(ReadOnlySpan<byte> data) => Type switch
    {
        TensorType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(data),
        TensorType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(data),
        TensorType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(data),
        TensorType.BFloat16 => FloatBits.ToDouble(
            NumberFormats.Bf16, BinaryPrimitives.ReadUInt16LittleEndian(data)),
        TensorType.Float8E4M3 => FloatBits.ToDouble(NumberFormats.Fp8E4M3, data[0]),
        TensorType.Float8E5M2 => FloatBits.ToDouble(NumberFormats.Fp8E5M2, data[0]),
        TensorType.Int8 => (sbyte)data[0],
        TensorType.UInt8 => data[0],
        TensorType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(data),
        TensorType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(data),
        TensorType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(data),
        TensorType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(data),
        _ => BinaryPrimitives.ReadInt64LittleEndian(data),
    };

    private static void RequireCount(IReadOnlyList<int> shape, int count)
    {
        long wanted = shape.Aggregate(1L, (product, size) => checked(product * size));
        if (wanted != count)
        {
            throw new ArgumentException($"{count} elements: [{string.Join(", ", shape)}] holds {wanted}");
        }
    }
}
