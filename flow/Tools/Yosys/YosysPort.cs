namespace MixPe.Flow.Tools.Yosys;

/// <summary>A port in Yosys' JSON.</summary>
/// <param name="Direction">input, output or inout.</param>
/// <param name="Bits">Its nets, lowest first.</param>
internal sealed record YosysPort(string Direction, IReadOnlyList<YosysBit> Bits)
{
    /// <summary>True for an input.</summary>
    public bool IsInput => Direction == "input";
}
