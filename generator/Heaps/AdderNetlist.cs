namespace MixPe.Generator.Heaps;

/// <summary>A tree of binary adders; the last node is the whole sum.</summary>
/// <param name="Nodes">The adders in order.</param>
/// <param name="Registers">Pipeline registers in order, each behind a number of nodes.</param>
public sealed record AdderNetlist(IReadOnlyList<AdderNode> Nodes, IReadOnlyList<PipelineRegister> Registers);
