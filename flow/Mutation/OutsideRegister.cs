namespace MixPe.Flow.Mutation;

/// <summary>A register that a module leaves to its surroundings: its value is an input, the next one an output.
/// </summary>
/// <param name="Name">Name of the input; the output has "_next" after it.</param>
/// <param name="Bits">Width.</param>
/// <param name="Path">Instances from the module down and the register's name in the source, with dots.</param>
public sealed record OutsideRegister(string Name, int Bits, string Path);
