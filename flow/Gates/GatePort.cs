namespace MixPe.Flow.Gates;

/// <summary>A port of a netlist.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsInput">True for an input.</param>
/// <param name="Nets">Its nets, lowest bit first; of an output also <see cref="GateNetlist.Zero"/> and
/// <see cref="GateNetlist.One"/>.</param>
public sealed record GatePort(string Name, bool IsInput, IReadOnlyList<int> Nets);
