using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Gemm;

/// <summary>Runs GEMMs on verilated arrays and tiles and compares every output bit with the golden model.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="build">Verilates bundles.</param>
public sealed class GemmSimulation(Func<Design, RtlBundle> generate, VerilatedBuild build)
{
    private const int MostListed = 5;

    /// <summary>Runs one GEMM.</summary>
    /// <param name="design">The design.</param>
    /// <param name="problem">Operands and FP64 reference.</param>
    /// <param name="options">Seed and waveform.</param>
    /// <param name="step">Told what happens, in words.</param>
    /// <param name="progress">Told the share of the simulation that is done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    /// <exception cref="SimulationException">An assertion of the RTL failed.</exception>
    /// <exception cref="ArrayDeviceException">The array broke its protocol.</exception>
    public SimulationReport Run(
        Design design,
        GemmProblem problem,
        SimulationOptions options,
        IProgress<string>? step = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(options);
        if (options.On == HardwareKind.Tile)
        {
            GemmOperands o = problem.Operands;
            TileLimits.Require(design, new TileJob(o.M, o.N, o.K));
        }

        TileLimits.RequireSums(design, problem.Operands.K);

        VerilatedLibrary library = Prepare(design, options, step, cancellation);
        return options.On == HardwareKind.Tile
            ? OnTile(library, design, problem, options, step, progress, cancellation)
            : OnArray(library, design, problem, options, step, progress, cancellation);
    }

    // What its bits and its cycles are those of.
    private static Design JobOf(Design design, SimulationOptions options) =>
        design.WithSlices(options.Slices, options.WideGroups);

    private static SimulationReport OnArray(
        VerilatedLibrary library,
        Design design,
        GemmProblem problem,
        SimulationOptions options,
        IProgress<string>? step,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        using ArrayDevice device = new(library, design, options.Seed) { Slices = options.Slices, WideGroups = options.WideGroups };
        if (options.Wave is { } wave)
        {
            device.Model.OpenTrace(wave, device.Model.Cycle + options.WaveFrom, options.WaveCycles);
        }

        step?.Report("simulating");
        GemmRun run = device.Run(problem.Operands, progress, cancellation);
        step?.Report("comparing with the golden model");
        Design job = JobOf(design, options);
        uint[] golden = GoldenGemm.Run(job.Arithmetic, problem.Operands);
        return Report(job, problem, run, golden);
    }

    private static SimulationReport OnTile(
        VerilatedLibrary library,
        Design design,
        GemmProblem problem,
        SimulationOptions options,
        IProgress<string>? step,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        GemmOperands o = problem.Operands;
        Design job = JobOf(design, options);
        List<TileDevice> devices = [];
        try
        {
            for (int i = 0; i < options.Instances; i++)
            {
                devices.Add(new TileDevice(library, design, options.Seed + (ulong)i) { Slices = options.Slices, WideGroups = options.WideGroups });
            }

            if (options.Wave is { } wave)
            {
                devices[0].Model.OpenTrace(wave, devices[0].Model.Cycle + options.WaveFrom, options.WaveCycles);
            }

            step?.Report("simulating");
            long predicted = TileCycleModel.Run(
                new TileShape(job).Timing, new TileJob(o.M, Math.Max(1, o.N / options.Instances), o.K)).Busy;
            IProgress<long>? share = progress is null ? null : new ShareOfCycles(progress, predicted);
            SplitEngine engine = new(
                [.. devices.Select((device, i) => new TileEngine(job, device, i == 0 ? share : null, cancellation))],
                cancellation);
            GemmExecution done = engine.Run(o);
            HardwareRun run = done.Hardware!;
            step?.Report("comparing with the golden model");
            return Report(
                job,
                problem,
                new GemmRun(done.Outputs, run.Cycles, 0, run.Stalls, (long)o.M * o.N * o.K, run.Utilization)
                {
                    PredictedCycles = run.PredictedCycles,
                },
                GoldenGemm.Run(job.Arithmetic, o));
        }
        finally
        {
            devices.ForEach(device => device.Dispose());
        }
    }

    /// <summary>Builds a design's array or tile, so that a run finds it ready. Several threads may build at once.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">Those of the run.</param>
    /// <param name="step">Told what happens, in words.</param>
    /// <param name="cancellation">Stops the build.</param>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    public VerilatedLibrary Prepare(
        Design design,
        SimulationOptions options,
        IProgress<string>? step = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        RtlBundle bundle = generate(design);
        BuildOptions how = ArrayBuild.Options(bundle) with
        {
            Trace = options.Wave is not null,
            TraceDepth = options.Wave is null ? 0 : options.WaveDepth,
        };
        return build.GetOrBuild(bundle.Sources, bundle.Module(options.On == HardwareKind.Tile ? "tile" : "array"), how, step, cancellation);
    }

    private static SimulationReport Report(Design design, GemmProblem problem, GemmRun run, uint[] golden)
    {
        GemmOperands o = problem.Operands;
        List<Mismatch> first = [];
        long mismatches = 0;
        for (int i = 0; i < golden.Length; i++)
        {
            if (golden[i] != run.Outputs[i] && ++mismatches <= MostListed)
            {
                first.Add(new Mismatch(i / o.N, i % o.N, golden[i], run.Outputs[i]));
            }
        }

        double[] actual = Array.ConvertAll(run.Outputs, bits => FloatBits.ToDouble(design.Output, bits));
        return new SimulationReport(
            design, o.M, o.N, o.K, golden.Length, mismatches, first, run, Fidelity.Measure(problem.Reference, actual));
    }
}
