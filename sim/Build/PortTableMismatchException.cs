namespace MixPe.Sim.Build;

/// <summary>A module's port table is not that of its SystemVerilog.</summary>
/// <param name="module">Module name.</param>
/// <param name="differences">One sentence a difference.</param>
public sealed class PortTableMismatchException(string module, IReadOnlyList<string> differences)
    : Exception($"module {module}: the port table is not that of its SystemVerilog: {string.Join("; ", differences)}")
{
    /// <summary>One sentence a difference.</summary>
    public IReadOnlyList<string> Differences { get; } = differences;
}
