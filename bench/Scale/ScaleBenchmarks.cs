using System.Diagnostics;
using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Bench.Scale;

/// <summary>Tiles from 8×8 to 64×64: how long they build, and how fast one and two of them run a GEMM.</summary>
public static class ScaleBenchmarks
{
    private const int M = 256;
    private const int N = 256;
    private const int K = 512;
    private const int Rounds = 3;

    // Those whose other way is shown too: beyond, Verilator takes minutes for it and then gigabytes.
    private const int LargestOfBoth = 16;

    private static readonly int[] Sizes = [8, 16, 32, 64];

    /// <summary>Builds and runs all; an exception says what differed.</summary>
    /// <param name="output">Where the table goes.</param>
    /// <param name="progress">Told what is being built.</param>
    /// <param name="design">Named design.</param>
    /// <exception cref="InvalidOperationException">A result is not the golden model's.</exception>
    /// <exception cref="MixPe.Sim.Processes.ToolException">An outside tool is missing or failed.</exception>
    public static void Run(TextWriter output, IProgress<string> progress, string design)
    {
        output.WriteLine($"tile of {design}, lanes 8, built at -O1, and [{M}, {K}] x [{K}, {N}] on it; "
            + $"a rate is the median of {Rounds} rounds");
        output.WriteLine(
            $"  {"PEs",-7} {"PE is",-9} {"build s",8} {"CPU s",7} {"ms a PE",8} {"C++ MB",7} "
            + $"{"cycles/s",9} {"MPE-cyc/s",10} {"two tiles",10} {"ratio",6}");
        string cache = Directory.CreateTempSubdirectory("mixpe-bench-cache-").FullName;
        try
        {
            var builder = new VerilatedBuild(new BuildEnvironment { CacheRoot = cache });
            Build(builder, Load(design, 1), ArrayBuild.Classes, progress);
            foreach (int size in Sizes)
            {
                foreach (var (name, way) in Ways(size))
                {
                    Row(output, name, Load(design, size), builder, way, progress);
                }
            }
        }
        finally
        {
            Directory.Delete(cache, recursive: true);
        }
    }

    private static IEnumerable<(string Name, Func<RtlBundle, BuildOptions> Way)> Ways(int size) =>
        size <= LargestOfBoth
            ? [("class", ArrayBuild.Classes), ("function", ArrayBuild.Functions)]
            : [("function", ArrayBuild.Functions)];

    private static Design Load(string name, int size) =>
        DesignLoader.Load(name, [$"rows={size}", $"columns={size}"]);

    private static VerilatedLibrary Build(
        VerilatedBuild builder, Design design, Func<RtlBundle, BuildOptions> way, IProgress<string> progress)
    {
        RtlBundle bundle = BundleGenerator.Create().Generate(design);
        return builder.GetOrBuild(
            bundle.Sources, bundle.Module("tile"), way(bundle) with { KeepSources = true }, progress);
    }

    private static void Row(
        TextWriter output,
        string name,
        Design design,
        VerilatedBuild builder,
        Func<RtlBundle, BuildOptions> way,
        IProgress<string> progress)
    {
        double cpu = ChildTime.Seconds();
        long start = Stopwatch.GetTimestamp();
        VerilatedLibrary library = Build(builder, design, way, progress);
        double wall = Stopwatch.GetElapsedTime(start).TotalSeconds;
        cpu = ChildTime.Seconds() - cpu;
        long bytes = Directory.EnumerateFiles(library.Folder, "*.*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cpp" or ".h").Sum(file => new FileInfo(file).Length);

        Random random = new(1);
        GemmOperands operands = GemmProblem.Quantize(
            design, Matrix.Normal(N, K, 0.02, random), Matrix.Normal(M, K, 1, random)).Operands;
        uint[] golden = GoldenGemm.Run(design.Arithmetic, operands);
        List<double> one = [], two = [];
        for (int round = 0; round < Rounds; round++)
        {
            one.Add(Rate(library, design, operands, golden, 1));
            two.Add(Rate(library, design, operands, golden, 2));
        }

        int elements = design.Rows * design.Columns;
        double alone = Median(one);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {$"{design.Rows}x{design.Columns}",-7} {name,-9} {wall,8:0.0} {cpu,7:0.0} {1e3 * cpu / elements,8:0.0} "
            + $"{bytes / 1e6,7:0.0} {alone,9:0} {alone * elements / 1e6,10:0.00} {Median(two),10:0} "
            + $"{Median(two.Zip(one, (b, a) => b / a)),6:0.00}"));
    }

    // Cycles of all tiles together, a second of the clock on the wall.
    private static double Rate(
        VerilatedLibrary library, Design design, GemmOperands operands, uint[] golden, int instances)
    {
        TileDevice[] devices =
            [.. Enumerable.Range(0, instances).Select(i => new TileDevice(library, design, (ulong)i + 1))];
        try
        {
            var engine = new SplitEngine([.. devices.Select(device => new TileEngine(design, device))]);
            long start = Stopwatch.GetTimestamp();
            GemmExecution done = engine.Run(operands);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            HardwareRun run = done.Hardware!;
            return done.Outputs.AsSpan().SequenceEqual(golden) && run.Cycles == run.PredictedCycles
                ? run.Cycles * instances / seconds
                : throw new InvalidOperationException(
                    $"{design.Rows}x{design.Columns}, {instances} tiles: not the golden result, or not its cycles");
        }
        finally
        {
            Array.ForEach(devices, device => device.Dispose());
        }
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);
}
