using System.Buffers.Binary;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>Blocks of quantized GGUF tensors, as ggml's ggml-common.h defines them and its dequantize_row functions read
/// them: block after block, row after row.</summary>
internal static class GgufBlocks
{
    private const int Block = 32;
    private const int Half = Block / 2;
    private const int SuperBlock = 256;

    // From a 4-bit code as it is stored to two's complement: less 8 is the top bit the other way round.
    private const int Signed = 8;

    /// <summary>Q4_0: a binary16 scale, then 16 bytes, element j in the low half of byte j and element j + 16 in its
    /// high half; an element is its code less 8.</summary>
    public static QuantizedWeights Q40(ReadOnlySpan<byte> data, int n, int k)
    {
        QuantizedWeights weights = Empty(n, k, "int4");
        for (int b = 0; b < weights.Scales.Length; b++, data = data[(2 + Half)..])
        {
            weights.Scales[b] = BinaryPrimitives.ReadUInt16LittleEndian(data);
            Span<ushort> codes = weights.Codes.AsSpan(b * Block, Block);
            for (int j = 0; j < Half; j++)
            {
                codes[j] = (ushort)((data[2 + j] & 15) ^ Signed);
                codes[j + Half] = (ushort)((data[2 + j] >> 4) ^ Signed);
            }
        }

        return weights;
    }

    /// <summary>Q8_0: a binary16 scale, then 32 bytes in two's complement.</summary>
    public static QuantizedWeights Q80(ReadOnlySpan<byte> data, int n, int k)
    {
        QuantizedWeights weights = Empty(n, k, "int8");
        for (int b = 0; b < weights.Scales.Length; b++, data = data[(2 + Block)..])
        {
            weights.Scales[b] = BinaryPrimitives.ReadUInt16LittleEndian(data);
            for (int j = 0; j < Block; j++)
            {
                weights.Codes[(b * Block) + j] = data[2 + j];
            }
        }

        return weights;
    }

    /// <summary>Q4_K: binary16 d and dmin, 12 bytes of scales and minima of 6 bits, 128 bytes of codes; an element is
    /// d·scale·code − dmin·minimum.</summary>
    public static QuantizedWeights Q4K(ReadOnlySpan<byte> data, int n, int k)
    {
        int count = n * k / SuperBlock;
        SuperGroups super = new(new ushort[count], new ushort[count], new ushort[n * k / Block]);
        QuantizedWeights weights = Empty(n, k, "uint4") with
        {
            ScaleFormat = NumberFormats.Get("uint8"),
            SuperGroup = SuperBlock,
            SuperGroups = super,
        };
        for (int start = 0; start < n * k; start += SuperBlock, data = data[144..])
        {
            super.Scales[start / SuperBlock] = BinaryPrimitives.ReadUInt16LittleEndian(data);
            super.Units[start / SuperBlock] = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
            ReadOnlySpan<byte> packed = data.Slice(4, 12);
            for (int g = 0; g < SuperBlock / Block; g++)
            {
                // Two groups share 32 bytes: the even one has the low halves.
                ReadOnlySpan<byte> codes = data.Slice(16 + (g / 2 * Block), Block);
                (int scale, int minimum) = SixBits(packed, g);
                weights.Scales[(start / Block) + g] = (ushort)scale;
                super.Minima[(start / Block) + g] = (ushort)minimum;
                for (int j = 0; j < Block; j++)
                {
                    weights.Codes[start + (g * Block) + j] = (ushort)(g % 2 == 0 ? codes[j] & 15 : codes[j] >> 4);
                }
            }
        }

        return weights;
    }

    /// <summary>MXFP4: an E8M0 scale, then 16 bytes of E2M1 codes in the order of <see cref="Q40"/>.</summary>
    /// <param name="data">The blocks.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    public static QuantizedWeights Mxfp4(ReadOnlySpan<byte> data, int n, int k)
    {
        QuantizedWeights weights = Empty(n, k, "fp4_e2m1") with { ScaleFormat = NumberFormats.E8M0 };
        for (int b = 0; b < weights.Scales.Length; b++, data = data[(1 + Half)..])
        {
            weights.Scales[b] = data[0];
            Span<ushort> codes = weights.Codes.AsSpan(b * Block, Block);
            for (int j = 0; j < Half; j++)
            {
                codes[j] = (ushort)(data[1 + j] & 15);
                codes[j + Half] = (ushort)(data[1 + j] >> 4);
            }
        }

        return weights;
    }

    // Of groups 0 to 3 the low 6 bits of bytes 0 to 3 and 4 to 7; of the others 4 bits each from bytes 8 to 11, and above
    // them the 2 bits that the first ones leave.
    private static (int Scale, int Minimum) SixBits(ReadOnlySpan<byte> packed, int g) => g < 4
        ? (packed[g] & 63, packed[g + 4] & 63)
        : ((packed[g + 4] & 15) | (packed[g - 4] >> 6 << 4), (packed[g + 4] >> 4) | (packed[g] >> 6 << 4));

    private static QuantizedWeights Empty(int n, int k, string format) => new(
        n, k, Block, NumberFormats.Get(format), new ushort[n * k], new ushort[n * k / Block], null);
}
