using MixPe.Flow.Verify;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a unit is given while its energy is measured.</summary>
/// <param name="Stimulus">Inputs of every cycle, and the outputs that are due.</param>
/// <param name="WarmUp">Cycles before the first that counts.</param>
/// <param name="MacsPerCycle">Products that the unit makes in a cycle of it, or that are made of what it is given.</param>
internal sealed record OperandRun(Stimulus Stimulus, int WarmUp, double MacsPerCycle);
