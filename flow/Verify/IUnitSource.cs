using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Where checks get the hardware from: verilated units of the design, or units with one fault put in.
/// </summary>
public interface IUnitSource
{
    /// <summary>The ports of the unit that a check drives.</summary>
    RecordLayout Layout(UnitCheck check);

    /// <summary>A fresh instance of that unit; several threads may ask.</summary>
    /// <param name="check">The check.</param>
    /// <param name="seed">Initial register values.</param>
    VerilatedModel Open(UnitCheck check, ulong seed);
}
