using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>The golden model's result of one row from the registers that a dequantization unit is given.</summary>
internal static class DequantGolden
{
    /// <summary>[rows] results of a whole tile.</summary>
    public static uint[] Results(Datapath path, DequantTile tile)
    {
        int rows = tile.RowScales.Length;
        var accumulators = new float[rows];
        if (path.Design.HasMinima)
        {
            accumulators = SuperGroupSums(path, tile);
        }
        else if (path.Design.HasIntegerScale)
        {
            long[] sums = Sums(path, tile);
            accumulators = [.. sums.Zip(tile.Entries[^rows..], (sum, last) => Dequantize.Channel(sum, last.ChannelScale))];
        }

        for (int i = 0; i < tile.Entries.Length && !path.Design.HasIntegerScale; i++)
        {
            accumulators[i % rows] = Accumulate(path, i < rows ? 0 : accumulators[i % rows], tile.Entries[i]);
        }

        return
        [
            .. Enumerable.Range(0, rows).Select(row => Dequantize.Finish(
                accumulators[row], path.Design.ActivationScale ? tile.RowScales[row] : null, null, null, path.Design.ArrayOutput)),
        ];
    }

    /// <summary>[rows] sums over a tile's groups of integer scale times corrected dot product.</summary>
    public static long[] Sums(Datapath path, DequantTile tile)
    {
        var sums = new long[tile.RowScales.Length];
        for (int i = 0; i < tile.Entries.Length; i++)
        {
            sums[i % sums.Length] += tile.Entries[i].Scale * Exact(path, tile.Entries[i]).Value;
        }

        return sums;
    }

    /// <summary>The two integers of a row's super group that ends with a group of a tile: scale times dot product, minimum times activation
    /// sum.</summary>
    public static (long Scaled, long Minima) SuperGroup(Datapath path, DequantTile tile, int row, int group)
    {
        int rows = tile.RowScales.Length;
        int each = path.Design.SuperGroupGroups;
        (long scaled, long minima) = (0, 0);
        for (int g = group / each * each; g <= group; g++)
        {
            DequantEntry entry = tile.Entries[(g * rows) + row];
            scaled += entry.Scale * Exact(path, entry).Value;
            minima += entry.Minimum * ExactState.Decode(entry.Sum, path.SumWidth, flagBits: 0).Value;
        }

        return (scaled, minima);
    }

    /// <summary>True for the last group of a super group.</summary>
    public static bool IsWhole(Datapath path, DequantTile tile, int group) =>
        (group + 1) % path.Design.SuperGroupGroups == 0 || group == (tile.Entries.Length / tile.RowScales.Length) - 1;

    private static float[] SuperGroupSums(Datapath path, DequantTile tile)
    {
        int rows = tile.RowScales.Length;
        var accumulators = new float[rows];
        for (int i = 0; i < tile.Entries.Length; i++)
        {
            (int group, int row) = Math.DivRem(i, rows);
            if (IsWhole(path, tile, group))
            {
                DequantEntry last = tile.Entries[i];
                (long scaled, long minima) = SuperGroup(path, tile, row, group);
                float f = Dequantize.SuperGroup(scaled, minima, last.ChannelScale, last.Unit);
                accumulators[row] = Dequantize.Accumulate(
                    accumulators[row], Dequantize.Multiply(f, NumberFormats.Fp16, last.ActivationScale));
            }
        }

        return accumulators;
    }

    /// <summary>The accumulator after one more group.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="accumulator">acc32 before it; 0 for the first group.</param>
    /// <param name="entry">What enters.</param>
    public static float Accumulate(Datapath path, float accumulator, DequantEntry entry)
    {
        return path.Design.Fused
            ? Dequantize.FusedAccumulate(accumulator, Exact(path, entry), path.LsbExponent, entry.Scale)
            : Dequantize.Accumulate(accumulator, Scaled(path, entry));
    }

    private static float Scaled(Datapath path, DequantEntry entry) => path.Design.ActivationGroupScale is { } format
        ? Dequantize.Multiply(Corrected(path, entry), path.Design.Scale, entry.Scale, format, entry.ActivationScale)
        : Dequantize.Multiply(Corrected(path, entry), path.Design.Scale, entry.Scale);

    /// <summary>f = RN32(t), the corrected dot product in binary32.</summary>
    public static float Corrected(Datapath path, DequantEntry entry) => path.IsExact
        ? Dequantize.Round32(Exact(path, entry), path.LsbExponent + entry.Exp)
        : Rounded(path, entry);

    private static ExactSum Exact(Datapath path, DequantEntry entry)
    {
        if (entry.IsSpecial)
        {
            return ExactSum.NaN;
        }

        ExactSum dot = ExactState.Decode(entry.Dot, path.AccWidth, path.FlagBits);
        if (!path.Design.ZeroPoint)
        {
            return dot;
        }

        bool isSpecial = path.SumStateWidth > path.SumWidth && (entry.Sum >> path.SumWidth & 1) != 0;
        ExactSum sum = isSpecial
            ? ExactSum.NaN
            : ExactState.Decode(entry.Sum & GroupState.Mask(path.SumWidth), path.SumWidth, flagBits: 0);
        return ZeroPoint.Exact(dot, sum, (int)IntegerCodec.Decode(path.Design.Weights, entry.Zero));
    }

    // t of the rounding accumulators, widened to binary32.
    private static float Rounded(Datapath path, DequantEntry entry)
    {
        Design design = path.Design;
        bool isFinite = (entry.Sum >> path.SumWidth & 1) == 0;
        int zero = design.ZeroPoint ? (int)IntegerCodec.Decode(design.Weights, entry.Zero) : 0;
        if (path.Format == NumberFormats.Fp32)
        {
            float dot = BitConverter.UInt32BitsToSingle((uint)entry.Dot);
            return design.ZeroPoint
                ? ZeroPoint.Fp32(dot, BitConverter.UInt32BitsToSingle((uint)entry.Sum), zero, isFinite)
                : dot;
        }

        Half half = BitConverter.UInt16BitsToHalf((ushort)entry.Dot);
        return (float)(design.ZeroPoint
            ? ZeroPoint.Fp16(half, BitConverter.UInt16BitsToHalf((ushort)entry.Sum), zero, isFinite)
            : half);
    }
}
