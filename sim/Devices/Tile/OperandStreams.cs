using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices.Tile;

/// <summary>The operands of a job as the tile's input streams carry them; docs/tile.md says how.</summary>
public static class OperandStreams
{
    // Where what is multiplied by the activation sum begins, or with minima what those count in.
    private const int ZeroBit = 16;

    /// <summary>The activation stream: for each row of X its scale, if there is one, in a beat of its own, or those of its groups, if
    /// they have any, from a beat on, then its elements from a new beat on. One packet.</summary>
    public static IEnumerable<StreamBeat> Activations(Design design, GemmOperands operands)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        int width = new TileShape(design).XStream;
        for (int m = 0; m < operands.M; m++)
        {
            if (operands.ActivationScales is { } scales)
            {
                yield return Beats(width, 16, 1, _ => scales[m], isEnd: false).Single();
            }

            if (operands.ActivationGroupScales is { } groupScales)
            {
                // With super groups each group has that of its super group.
                int row0 = m;
                int groups = (operands.K + design.Group - 1) / design.Group;
                foreach (StreamBeat beat in Beats(
                    width, design.ActivationScaleBits, groups, g => ActivationScaleWord.OfGroup(design, operands.M, groupScales, row0, g),
                    isEnd: false))
                {
                    yield return beat;
                }
            }

            int row = m * operands.K;
            foreach (StreamBeat beat in Beats(
                width, design.Activations.Bits, operands.K, k => operands.Activations[row + k], isEnd: true))
            {
                yield return OfRow(beat, isLast: m == operands.M - 1);
            }
        }
    }

    /// <summary>The weight stream: for every pass over W, for each row its group parameters from a beat on, then its
    /// elements from a new beat on. A packet a pass.</summary>
    /// <param name="design">The design.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="beyond">What lies behind the end of a part: random bits; zeros without it.</param>
    public static IEnumerable<StreamBeat> Weights(Design design, GemmOperands operands, Random? beyond = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        TileShape shape = new(design);
        int groups = (operands.K + design.Group - 1) / design.Group;
        int rowsOfPass = shape.Timing.PassRows;
        for (int pass = 0; pass * rowsOfPass < operands.M; pass++)
        {
            for (int n = 0; n < operands.N; n++)
            {
                int channel = n;
                ulong Parameter(int g) => Parameters(design, shape, operands, channel, g);
                ushort[] codes = OutlierWord.Words(design.Weights, operands.Weights.AsSpan(n * operands.K, operands.K), design.Lanes);
                foreach (StreamBeat beat in Beats(
                    shape.WStream, shape.ParamBits, groups, Parameter, isEnd: false, shape.Params, beyond).Concat(
                    Beats(shape.WStream, design.Weights.CodeBits, codes.Length, i => codes[i], isEnd: true, beyond: beyond)))
                {
                    yield return OfRow(beat, isLast: n == operands.N - 1);
                }
            }
        }
    }

    /// <summary>The same beats with a packet a row, which the tile takes if its register PACKETS says so.</summary>
    public static IEnumerable<StreamBeat> InRows(IEnumerable<StreamBeat> beats) =>
        beats.Select(beat => beat with { Last = beat.EndsRow });

    // The end of a row is marked as that of a packet: it is one with the last row.
    private static StreamBeat OfRow(StreamBeat beat, bool isLast) =>
        beat.Last ? beat with { EndsRow = true, Last = isLast } : beat;

    // A group's scale, a zero point in the upper half; of integer scales that of the channel below, then zero point and scale; with minima
    // both numbers of the super group, then minimum and scale.
    private static ulong Parameters(Design design, TileShape shape, GemmOperands operands, int n, int g)
    {
        ulong zero = ZeroWord.Of(design, operands, n, g) ?? 0;
        ulong scale = ScaleWord.Of(design, operands, n, g);
        if (!design.HasIntegerScale)
        {
            return scale | zero << ZeroBit;
        }

        ulong ofGroup = (scale >> design.FloatScale.Bits) << shape.IntegerScaleBit;
        ulong ofChannel = scale & ((1ul << design.FloatScale.Bits) - 1);
        return ofGroup | ofChannel | (design.HasMinima
            ? (zero >> SuperGroups.MinimumBits << ZeroBit) | ((zero & SuperGroups.MaxMinimum) << TileShape.MinimumBit)
            : zero << ZeroBit);
    }

    /// <summary>The stream of addends; nothing where the operands have none.</summary>
    public static IEnumerable<StreamBeat> Addends(Design design, GemmOperands operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        return operands.Addends is { } addends
            ? ResultPackets.Addends(design, new TileJob(operands.M, operands.N, operands.K), addends)
            : [];
    }

    /// <summary>Numbers from a beat on; keep says which bytes hold one.</summary>
    internal static IEnumerable<StreamBeat> Beats(
        int width, int bits, int count, Func<int, ulong> value, bool isEnd, int? perBeat = null, Random? beyond = null)
    {
        int most = perBeat ?? width / bits;
        for (int start = 0; start < count; start += most)
        {
            int here = Math.Min(most, count - start);
            uint[] data = new uint[(width + 31) / 32];
            for (int i = 0; i < here; i++)
            {
                BitFields.OrLong(data, i * bits, value(start + i));
            }

            for (int bit = here * bits; beyond is not null && bit < width; bit++)
            {
                BitFields.Or(data, bit, (uint)beyond.Next(2));
            }

            uint[] keep = new uint[((width / 8) + 31) / 32];
            for (int b = 0; b < ((here * bits) + 7) / 8; b++)
            {
                keep[b / 32] |= 1u << (b % 32);
            }

            yield return new StreamBeat(data, keep, isEnd && start + here == count);
        }
    }
}
