namespace MixPe.Flow.Mutation;

/// <summary>A module as it was written.</summary>
/// <param name="Name">Its new name.</param>
/// <param name="Text">Its SystemVerilog.</param>
/// <param name="HasPlaces">Whether it or anything in it can be made wrong: it has the ports for that.</param>
/// <param name="Registers">Its registers and those in it, if they are ports.</param>
public sealed record MutableModule(
    string Name, string Text, bool HasPlaces, IReadOnlyList<OutsideRegister> Registers);
