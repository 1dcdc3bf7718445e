namespace MixPe.Flow.Tools.Yosys;

/// <summary>What a bit is connected to.</summary>
/// <param name="Net">Number of a net, from 2; 0 and 1 are the constants, −1 is an unknown bit.</param>
internal readonly record struct YosysBit(int Net)
{
    /// <summary>True for 0 and 1.</summary>
    public bool IsConstant => Net is 0 or 1;
}
