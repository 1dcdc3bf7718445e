using MixPe.Sim.Build;

namespace MixPe.Bench.Sim;

/// <summary>The host against a C++ test bench and against one call a signal.</summary>
public static class SimBenchmarks
{
    /// <summary>Runs all; the exit code is 0, or an exception says what differed.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="pe">Combinational, ports w_i (4), x_i (8), p_o (12); null for one written by hand.</param>
    /// <param name="array">Clocked, ports clk_i, rst_ni, drain_i, x_i (128), w_i (64), y_o (384); null for one
    /// written by hand.</param>
    public static int Run(TextWriter output, BenchDesign? pe = null, BenchDesign? array = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        var builder = new VerilatedBuild();
        PeBenchmark.Run(output, pe ?? HandWrittenDesigns.Pe, builder);
        ArrayBenchmark.Run(output, array ?? HandWrittenDesigns.Array, builder);
        return 0;
    }
}
