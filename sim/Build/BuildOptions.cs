using MixPe.Generator.Bundles;

namespace MixPe.Sim.Build;

/// <summary>How a model is built. Every field is part of the cache key.</summary>
public sealed record BuildOptions
{
    /// <summary>The C++ compiler's level.</summary>
    public OptimizationLevel Optimization { get; init; } = OptimizationLevel.O1;

    /// <summary>Compiles FST tracing in; free while no trace is open.</summary>
    public bool Trace { get; init; }

    /// <summary>Levels of the hierarchy that a trace shows, 1 for the top alone; 0 for all. Tracing all of a large array
    /// multiplies its build time.</summary>
    public int TraceDepth { get; init; }

    /// <summary>Coverage to count.</summary>
    public CoverageKinds Coverage { get; init; }

    /// <summary>Modules compiled once instead of once an instance: the best lever on the build time of an array.
    /// </summary>
    public IReadOnlyList<string> NoInline { get; init; } = [];

    /// <summary>Modules compiled once like those of <see cref="NoInline"/>, but with Verilator's gate optimization on:
    /// only their inputs, clock and reset apart, are kept from it, so that instances stay alike.</summary>
    public IReadOnlyList<ModuleSpec> Shared { get; init; } = [];

    /// <summary>Combinational modules without parameters that are verilated by themselves; every instance calls the
    /// result as a function. What is in them does not multiply by the instances, and is in no trace.</summary>
    public IReadOnlyList<ModuleSpec> Functions { get; init; } = [];

    /// <summary>Leaves out the optimization of Verilator that rewrites trees of operators on single bits: of a netlist of
    /// gates with many exclusive ors, version 5.006 makes another function of it.</summary>
    public bool NoBitTrees { get; init; }

    /// <summary>Leaves the RTL's assertions out, as synthesis does (macro SYNTHESIS). Each one names its instance when it
    /// fails, so that a module of 256 instances is compiled 256 times.</summary>
    public bool NoAssertions { get; init; }

    /// <summary>Keeps Verilator's C++ beside the library, in <see cref="VerilatedBuild.GeneratedFolder"/>.</summary>
    public bool KeepSources { get; init; }
}
