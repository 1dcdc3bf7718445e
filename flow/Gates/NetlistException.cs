namespace MixPe.Flow.Gates;

/// <summary>A netlist of gates that is not understood: a cell that the library does not have, a loop, a gated clock.
/// </summary>
/// <param name="message">What and where.</param>
public sealed class NetlistException(string message) : Exception(message);
