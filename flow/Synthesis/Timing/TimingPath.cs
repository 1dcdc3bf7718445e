namespace MixPe.Flow.Synthesis.Timing;

/// <summary>The slowest path of a netlist.</summary>
/// <param name="DelayNs">From a clock edge or an input to the next edge or an output, in ns: the cells' delays and the
/// setup time at the end.</param>
/// <param name="Start">Instance or port that it starts at.</param>
/// <param name="End">Instance or port that it ends at.</param>
/// <param name="Steps">Cells that it goes through, in order; the starting register is the first.</param>
public sealed record TimingPath(double DelayNs, string Start, string End, IReadOnlyList<TimingStep> Steps);
