namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A word-level cell of Yosys ("$add", …), or an instance of a module.</summary>
/// <param name="Name">Its name, for an instance the one in the source.</param>
/// <param name="Type">Cell type or module name.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="IsSigned">Whether both operands are two's complement.</param>
/// <param name="Inputs">Input ports in declaration order, the least significant bit first.</param>
/// <param name="Outputs">Output ports, likewise.</param>
public sealed record NetCell(
    string Name,
    string Type,
    SourceSpan Source,
    bool IsSigned,
    IReadOnlyDictionary<string, IReadOnlyList<NetBit>> Inputs,
    IReadOnlyDictionary<string, IReadOnlyList<NetBit>> Outputs)
{
    /// <summary>True for a cell of Yosys, false for an instance.</summary>
    public bool IsPrimitive => Type.StartsWith('$') && !Type.StartsWith("$paramod", StringComparison.Ordinal);

    /// <summary>True for an assertion of the source: input A must be 1 at a clock where EN is.</summary>
    public bool IsAssertion => Type == "$assert";

    /// <summary>True for an assertion, and for what nothing but assertions reads: no hardware.</summary>
    public bool IsCheck { get; init; }

    /// <summary>True for a register.</summary>
    public bool IsRegister => Type == "$dff";

    /// <summary>The memory that it reads or writes; null for other cells.</summary>
    public string? Memory { get; init; }

    /// <summary>True if it writes a memory.</summary>
    public bool IsWriter => Memory is not null && Outputs.Count == 0;

    /// <summary>The operands: all inputs but the clock.</summary>
    public IEnumerable<KeyValuePair<string, IReadOnlyList<NetBit>>> Operands =>
        Inputs.Where(input => !(IsRegister && input.Key == "CLK"));
}
