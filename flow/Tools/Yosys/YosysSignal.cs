namespace MixPe.Flow.Tools.Yosys;

/// <summary>A named signal in Yosys' JSON.</summary>
/// <param name="HideName">1 if Yosys made the name up.</param>
/// <param name="Bits">Its nets, lowest first.</param>
internal sealed record YosysSignal(int HideName, IReadOnlyList<YosysBit> Bits);
