namespace MixPe.Flow.Explore.Space;

/// <summary>A condition that is not understood.</summary>
/// <param name="message">Why, in words.</param>
public sealed class ConstraintException(string message) : Exception(message);
