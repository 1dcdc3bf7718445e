using MixPe.Flow.Verify;

namespace MixPe.Flow.Synthesis.Energy;

/// <summary>What a unit is given while its energy is measured.</summary>
/// <param name="Stimulus">Inputs of every cycle, and the outputs that are due.</param>
/// <param name="Start">The first cycle that counts.</param>
/// <param name="End">The cycle after the last that counts: between both are whole groups, with the cycles in which their PEs wait.</param>
/// <param name="MacsPerCycle">Products that the unit makes in one of them on average, or that are made by the PEs that it serves.</param>
public sealed record OperandRun(Stimulus Stimulus, int Start, int End, double MacsPerCycle);
