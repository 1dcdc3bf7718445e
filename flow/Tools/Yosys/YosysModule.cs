namespace MixPe.Flow.Tools.Yosys;

/// <summary>A module in Yosys' JSON.</summary>
internal sealed record YosysModule
{
    /// <summary>Attributes; hdlname is the name in the source of a module whose parameters are filled in.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>Values of the parameters in binary digits: of a module whose parameters are filled in, these.</summary>
    public IReadOnlyDictionary<string, string> ParameterDefaultValues { get; init; } = new Dictionary<string, string>();

    /// <summary>Ports in declaration order.</summary>
    public IReadOnlyDictionary<string, YosysPort> Ports { get; init; } = new Dictionary<string, YosysPort>();

    /// <summary>Cells and instances by name.</summary>
    public IReadOnlyDictionary<string, YosysCell> Cells { get; init; } = new Dictionary<string, YosysCell>();

    /// <summary>Signals by name.</summary>
    public IReadOnlyDictionary<string, YosysSignal> Netnames { get; init; } = new Dictionary<string, YosysSignal>();

    /// <summary>Memories by name.</summary>
    public IReadOnlyDictionary<string, YosysMemory> Memories { get; init; } = new Dictionary<string, YosysMemory>();

    /// <summary>The module's name in its source.</summary>
    /// <param name="name">Its name in the document.</param>
    public string SourceName(string name) =>
        Attributes.TryGetValue("hdlname", out string? source) ? source.TrimStart('\\') : name;
}
