namespace MixPe.Flow.Verify.Units;

/// <summary>What a tile's registers are given in a cycle.</summary>
/// <param name="IsReset">They are reset.</param>
/// <param name="WriteAddress">A write address that is offered.</param>
/// <param name="WriteData">Data and byte strobes that are offered.</param>
/// <param name="TakesAnswer">The answer to a write is taken.</param>
/// <param name="ReadAddress">A read address that is offered.</param>
/// <param name="TakesData">Data that were read are taken.</param>
/// <param name="IsCleared">The counters are cleared.</param>
/// <param name="Inputs">What goes on: a value for each of the other inputs, by its name.</param>
internal sealed record RegisterCycle(
    bool IsReset,
    uint? WriteAddress,
    (uint Data, uint Strobes)? WriteData,
    bool TakesAnswer,
    uint? ReadAddress,
    bool TakesData,
    bool IsCleared,
    IReadOnlyDictionary<string, ulong> Inputs);
