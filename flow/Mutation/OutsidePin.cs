namespace MixPe.Flow.Mutation;

/// <summary>A signal between a module and what it leaves to its surroundings: registers, whose value is an input and
/// whose next value is an output, and instances that are not mutated, likewise.</summary>
/// <param name="Name">Name of the port.</param>
/// <param name="Bits">Width.</param>
/// <param name="IsInput">True for what comes from outside.</param>
public sealed record OutsidePin(string Name, int Bits, bool IsInput);
