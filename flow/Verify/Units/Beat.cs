namespace MixPe.Flow.Verify.Units;

/// <summary>One cycle of a PE or an activation sum.</summary>
/// <param name="First">First beat of a group.</param>
/// <param name="Last">Last beat of a group.</param>
/// <param name="X">[lanes] activation codes; zero without a beat.</param>
/// <param name="W">[lanes] weight codes; anything without a beat.</param>
/// <param name="Shift">The shadow register shifts.</param>
/// <param name="Above">What it takes then.</param>
/// <param name="IsReset">The reset is active.</param>
/// <param name="Ended">The group that this beat ends.</param>
internal sealed record Beat(
    bool First, bool Last, ushort[] X, ushort[] W, bool Shift, UInt128 Above, bool IsReset, BeatGroup? Ended);
