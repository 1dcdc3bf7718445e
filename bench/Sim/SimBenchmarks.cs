using MixPe.Sim.Build;

namespace MixPe.Bench.Sim;

/// <summary>The host against a C++ test bench and against one call a signal, on generated RTL.</summary>
public static class SimBenchmarks
{
    private const string Design = "mixpe-w4a8";

    /// <summary>Builds and runs all; an exception says what differed.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="progress">Told what is being built.</param>
    /// <exception cref="InvalidOperationException">A way gave other results than the golden model.</exception>
    /// <exception cref="MixPe.Sim.Processes.ToolException">An outside tool is missing or failed.</exception>
    public static void Run(TextWriter output, IProgress<string> progress)
    {
        // An empty cache: what is compared was compiled by the same tools minutes ago.
        string cache = Directory.CreateTempSubdirectory("mixpe-bench-cache-").FullName;
        try
        {
            var builder = new VerilatedBuild(new BuildEnvironment { CacheRoot = cache });
            MacBenchmark.Run(output, Unit("mac", "lanes=1", "target=fpga"));
            PeBenchmark.Run(output, Unit("pe", "lanes=1", "target=fpga"));
            ArrayBenchmark.Run(output, Unit("array", "lanes=1"));
            ArrayBenchmark.Run(output, Unit("array", "lanes=8"));

            BenchUnit Unit(string unit, params string[] overrides) =>
                BenchUnit.Build(Design, overrides, unit, builder, progress);
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }
}
