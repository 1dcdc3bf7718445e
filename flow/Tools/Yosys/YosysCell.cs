namespace MixPe.Flow.Tools.Yosys;

/// <summary>A cell or instance in Yosys' JSON.</summary>
/// <param name="Type">Cell type, or module name.</param>
/// <param name="Parameters">Values in binary digits, or words.</param>
/// <param name="Attributes">Attributes; src is where it comes from.</param>
/// <param name="PortDirections">input, output or inout, by port.</param>
/// <param name="Connections">The nets at each port, lowest first.</param>
internal sealed record YosysCell(
    string Type,
    IReadOnlyDictionary<string, string> Parameters,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyDictionary<string, string> PortDirections,
    IReadOnlyDictionary<string, IReadOnlyList<YosysBit>> Connections);
