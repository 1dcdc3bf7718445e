namespace MixPe.Model.Golden;

/// <summary>What super groups of W have besides the integer scales of their groups: a weight is Scale·scale·code − Unit·minimum. All arrays
/// are row major.</summary>
/// <param name="Scales">[N, super groups] binary16 bit patterns of what the integer scales count in, d.</param>
/// <param name="Units">[N, super groups] binary16 bit patterns of what the minima count in, dmin.</param>
/// <param name="Minima">[N, groups] minima, 0 to 255.</param>
public sealed record SuperGroups(ushort[] Scales, ushort[] Units, ushort[] Minima)
{
    /// <summary>The largest minimum: as integer scales have it, a byte.</summary>
    public const int MaxMinimum = 255;

    /// <summary>Bits of a minimum.</summary>
    public const int MinimumBits = 8;

    /// <summary>Those of some neighbouring rows.</summary>
    /// <param name="rows">All rows.</param>
    /// <param name="start">The first one that is taken.</param>
    /// <param name="count">How many are.</param>
    public SuperGroups Slice(int rows, int start, int count) => new(
        Rows(Scales, rows, start, count), Rows(Units, rows, start, count), Rows(Minima, rows, start, count));

    private static ushort[] Rows(ushort[] all, int rows, int start, int count)
    {
        int each = all.Length / rows;
        return all[(start * each)..((start + count) * each)];
    }
}
