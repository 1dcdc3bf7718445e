namespace MixPe.Flow.Formal;

/// <summary>A cell of a netlist.</summary>
/// <param name="Type">Yosys' cell type, or a module's name.</param>
/// <param name="Parameters">Its integer parameters.</param>
/// <param name="Connections">The nets at each port, lowest bit first.</param>
/// <param name="Outputs">Names of the ports that it drives.</param>
public sealed record NetCell(
    string Type,
    IReadOnlyDictionary<string, long> Parameters,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Connections,
    IReadOnlyList<string> Outputs)
{
    /// <summary>The nets that it drives.</summary>
    public IEnumerable<int> Driven => Outputs.SelectMany(port => Connections[port]);

    /// <summary>The nets that it reads.</summary>
    public IEnumerable<int> Read => Connections.Where(port => !Outputs.Contains(port.Key)).SelectMany(port => port.Value);
}
