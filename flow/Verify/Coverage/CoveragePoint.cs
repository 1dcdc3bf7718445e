namespace MixPe.Flow.Verify.Coverage;

/// <summary>A place of the RTL that a simulator counts, of a module, not of an instance.</summary>
/// <param name="Kind">line or toggle.</param>
/// <param name="Module">The module's unit name.</param>
/// <param name="Line">Line of the module's file.</param>
/// <param name="Name">The signal's bit, or what the line does.</param>
public sealed record CoveragePoint(string Kind, string Module, int Line, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Module}:{Line} {Name}";
}
