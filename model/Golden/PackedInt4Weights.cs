using MixPe.Model.Formats;

namespace MixPe.Model.Golden;

/// <summary>Weights of at most 4 bits, laid out for <see cref="Int4Int8Gemm"/>.</summary>
/// <remarks>
/// A code is stored unsigned: as it is, or plus <see cref="Offset"/> when the format is signed, so that one
/// unsigned-by-signed multiply serves both. A block is 8 rows by 8 columns in 32 bytes: byte 4·row + i holds column i
/// in its low half and column 4 + i in its high half. Blocks run along K inside a row block of 8 rows; each group is
/// padded to a multiple of 8 columns, the rows to a multiple of 8.
/// </remarks>
public sealed class PackedInt4Weights
{
    /// <summary>Rows of a block.</summary>
    public const int RowBlock = 8;

    /// <summary>Columns of a block.</summary>
    public const int ColumnBlock = 8;

    /// <summary>Bytes of a block.</summary>
    public const int BlockBytes = 32;

    private readonly byte[] _blocks;

    private PackedInt4Weights(byte[] blocks, int n, int k, int group, int offset)
    {
        _blocks = blocks;
        N = n;
        K = k;
        Group = Math.Min(group, k);
        Offset = offset;
    }

    /// <summary>Rows.</summary>
    public int N { get; }

    /// <summary>Rows, padded to a multiple of <see cref="RowBlock"/>.</summary>
    public int PaddedN => (N + RowBlock - 1) / RowBlock * RowBlock;

    /// <summary>Columns.</summary>
    public int K { get; }

    /// <summary>Group length, at most K.</summary>
    public int Group { get; }

    /// <summary>Groups along K.</summary>
    public int Groups => (K + Group - 1) / Group;

    /// <summary>What was added to each weight to store it.</summary>
    public int Offset { get; }

    /// <summary>Columns of a padded group.</summary>
    public int PaddedGroup => (Group + ColumnBlock - 1) / ColumnBlock * ColumnBlock;

    /// <summary>Columns of a padded row.</summary>
    public int PaddedK => Groups * PaddedGroup;

    /// <summary>Packs [n, k] codes.</summary>
    /// <param name="format">An integer format of at most 4 bits.</param>
    /// <param name="codes">[n, k] codes, row major.</param>
    /// <param name="n">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <param name="group">Group length along k.</param>
    /// <exception cref="ArgumentException">The format, a length or a code does not fit.</exception>
    public static PackedInt4Weights Pack(NumberFormat format, ReadOnlySpan<ushort> codes, int n, int k, int group)
    {
        if (!format.IsInteger || format.Bits > 4)
        {
            throw new ArgumentException($"{format} is not an integer of at most 4 bits", nameof(format));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(k, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(group, 1);
        if (codes.Length != (long)n * k)
        {
            throw new ArgumentException($"{codes.Length} codes: n·k is {(long)n * k}", nameof(codes));
        }

        IntegerCodec.Check(format, codes, k, "weights");
        int offset = -format.MinInteger;
        var shape = new PackedInt4Weights([], n, k, group, offset);
        var blocks = new byte[checked(shape.PaddedN * shape.PaddedK / 2)];
        for (int row = 0; row < n; row++)
        {
            for (int column = 0; column < k; column++)
            {
                int stored = (int)IntegerCodec.DecodeValid(format, codes[row * k + column]) + offset;
                int position = shape.PaddedColumn(column);
                blocks[shape.ByteOf(row, position)] |= (byte)(stored << (position % ColumnBlock >= 4 ? 4 : 0));
            }
        }

        return new PackedInt4Weights(blocks, n, k, group, offset);
    }

    /// <summary>Where a column stands in a padded row.</summary>
    public int PaddedColumn(int column) => column / Group * PaddedGroup + column % Group;

    /// <summary>The blocks of 8 rows from <paramref name="row"/>, a multiple of 8, over one group.</summary>
    public ReadOnlySpan<byte> Blocks(int row, int group) =>
        _blocks.AsSpan(ByteOf(row, group * PaddedGroup), PaddedGroup / ColumnBlock * BlockBytes);

    private int ByteOf(int row, int position) =>
        (row / RowBlock * (PaddedK / ColumnBlock) + position / ColumnBlock) * BlockBytes
            + row % RowBlock * 4 + position % 4;
}
