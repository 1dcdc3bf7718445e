namespace MixPe.Flow.Formal;

/// <summary>A module of a netlist. A net is a number from 2; 0 and 1 are the constants, −1 is an unknown bit.</summary>
/// <param name="Name">Its name, parameters included if it is an instance of a parameterized module.</param>
/// <param name="Source">The module's name in its source.</param>
/// <param name="Parameters">The values of its parameters; empty if it has none.</param>
/// <param name="Ports">Its ports.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Wires">The nets of every named signal.</param>
public sealed record NetModule(
    string Name,
    string Source,
    IReadOnlyDictionary<string, long> Parameters,
    IReadOnlyList<NetPort> Ports,
    IReadOnlyList<NetCell> Cells,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Wires)
{
    /// <summary>The port of that name.</summary>
    public NetPort Port(string name) => Ports.Single(port => port.Name == name);
}
