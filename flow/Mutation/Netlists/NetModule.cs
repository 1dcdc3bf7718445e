namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A module with its parameters filled in.</summary>
/// <param name="Name">Yosys' name of it, parameters included.</param>
/// <param name="BaseName">The module's name in the source.</param>
/// <param name="Ports">Ports in declaration order.</param>
/// <param name="Cells">Cells and instances, by source line and then by name.</param>
/// <param name="NetNames">What the source calls a net: name and, of a vector, the bit.</param>
public sealed record NetModule(
    string Name,
    string BaseName,
    IReadOnlyList<NetPort> Ports,
    IReadOnlyList<NetCell> Cells,
    IReadOnlyDictionary<int, string> NetNames)
{
    /// <summary>The values of its parameters.</summary>
    public IReadOnlyDictionary<string, int> Parameters { get; init; } = new Dictionary<string, int>();

    /// <summary>Its memories, but those that are written as registers.</summary>
    public IReadOnlyList<NetMemory> Memories { get; init; } = [];

    /// <summary>A bit in words.</summary>
    public string NameOf(NetBit bit) => bit.IsConstant
        ? bit.IsOne ? "1'b1" : "1'b0"
        : NetNames.GetValueOrDefault(bit.Net, "an unnamed net");
}
