namespace MixPe.Flow.Formal;

/// <summary>A port of a module of a netlist.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInput">True for an input.</param>
/// <param name="Bits">Its nets, lowest first; see <see cref="NetModule"/>.</param>
public sealed record NetPort(string Name, bool IsInput, IReadOnlyList<int> Bits);
