namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A port of a module of a netlist.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInput">Input or output.</param>
/// <param name="Bits">The nets, least significant first; an output may be a constant.</param>
public sealed record NetPort(string Name, bool IsInput, IReadOnlyList<NetBit> Bits);
