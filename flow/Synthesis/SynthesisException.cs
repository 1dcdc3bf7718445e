namespace MixPe.Flow.Synthesis;

/// <summary>A netlist is not what was synthesized, or has no figure: a check failed, the command line's exit code 1.
/// </summary>
/// <param name="message">What is wrong, of which unit.</param>
public sealed class SynthesisException(string message) : Exception(message);
