namespace MixPe.Flow.Gates;

/// <summary>A step of a path: an input, or an output pin of an instance.</summary>
/// <param name="Cell">Name of the cell; empty for an input.</param>
/// <param name="Instance">Name of the instance; of an input its net.</param>
/// <param name="Pin">The output pin; empty for an input.</param>
/// <param name="IsRise">True if the pin rises.</param>
/// <param name="Arrival">When it does, in ns.</param>
public sealed record PathStep(string Cell, string Instance, string Pin, bool IsRise, double Arrival);
