namespace MixPe.Flow.Verify.Units;

/// <summary>One row of one group as it enters a dequantization unit.</summary>
/// <param name="Dot">The PE's register.</param>
/// <param name="Sum">The activation sum's register; 0 without zero points.</param>
/// <param name="Zero">Code of the zero point; 0 without.</param>
/// <param name="Scale">The group's scale, a pattern of its format.</param>
internal sealed record DequantEntry(UInt128 Dot, UInt128 Sum, ushort Zero, ushort Scale)
{
    /// <summary>With integer scales: that of the channel or super group, binary16; of its last group it counts.</summary>
    public ushort ChannelScale { get; init; }

    /// <summary>With minima: that of the group.</summary>
    public ushort Minimum { get; init; }

    /// <summary>With minima: what they count in, binary16; of the super group's last group it counts.</summary>
    public ushort Unit { get; init; }

    /// <summary>With scales of groups of X: that of the row's group, a pattern of its format.</summary>
    public ushort ActivationScale { get; init; }

    /// <summary>Of a sliced design: the largest exponent field of the row's activations.</summary>
    public int Exp { get; init; }

    /// <summary>Of a sliced design: one of them is infinite or NaN.</summary>
    public bool IsSpecial { get; init; }
}
