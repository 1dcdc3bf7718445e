namespace MixPe.Generator.Registers;

/// <summary>Bits of a register.</summary>
/// <param name="Name">Name, lower case with underscores.</param>
/// <param name="Lsb">Lowest bit.</param>
/// <param name="Bits">Width.</param>
/// <param name="Description">One sentence.</param>
public sealed record RegisterField(string Name, int Lsb, int Bits, string Description);
