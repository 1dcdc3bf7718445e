namespace MixPe.Sim.Build;

/// <summary>How hard the C++ compiler works on the parts of a model that run every cycle.</summary>
public enum OptimizationLevel
{
    /// <summary>-O0: for tests, whose runs are shorter than their builds.</summary>
    O0,

    /// <summary>-O1: builds about twice as fast as -O2 and runs within 10 % of it.</summary>
    O1,

    /// <summary>-O2: for long runs of one design.</summary>
    O2,
}
