using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Systems;

/// <summary>Runs the parts of a system, each on its own verilated tile.</summary>
/// <param name="simulation">Verilates tiles.</param>
public sealed class SystemSimulation(GemmSimulation simulation)
{
    /// <summary>Runs a GEMM. Each part takes the bits that the tiles before gave.</summary>
    /// <param name="system">The system.</param>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="activations">X, [M, K].</param>
    /// <param name="calibration">[rows, K] activations that decide which columns are the largest, and the smoothing.</param>
    /// <param name="seed">Determines the initial register values.</param>
    /// <param name="step">Told what happens, in words.</param>
    /// <param name="progress">Told the share of a part's simulation that is done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="InputException">A tile does not take its part, or K is too small for the system.</exception>
    /// <exception cref="Model.Quantization.QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    /// <exception cref="Sim.Devices.ArrayDeviceException">A tile broke its protocol or its cycle model.</exception>
    public SystemReport Run(
        GemmSystem system,
        Matrix weights,
        Matrix activations,
        Matrix calibration,
        ulong seed,
        IProgress<string>? step = null,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(system);
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, weights, activations, calibration);
        foreach (SystemPart part in parts)
        {
            TileLimits.Require(part.Design, Shape(part), part.Name);
        }

        List<uint[]> results = [];
        List<PartReport> reports = [];
        foreach (SystemPart part in parts)
        {
            GemmExecution run = OnTile(part, results, seed, step, progress, cancellation);
            results.Add(run.Outputs);
            reports.Add(new PartReport(
                part.Name, part.Job, Shape(part), part.Jobs.Count, part.Jobs.Sum(job => Macs(job.Operands)), run.Outputs.Length, run.Hardware!));
        }

        step?.Report("comparing with FP64");
        double[] reference = ReferenceGemm.Multiply(
            activations.Values, weights.Values, activations.Rows, weights.Rows, weights.Columns);
        IReadOnlyList<SystemPart> alone = SystemParts.Alone(system, weights, activations, calibration);
        return new SystemReport(
            system,
            new TileJob(activations.Rows, weights.Rows, weights.Columns),
            reports,
            results[^1],
            Measure(reference, system.Added, results[^1]),
            Measure(reference, alone[^1].Design, Golden(alone)));
    }

    /// <summary>[M, N] bit patterns of the last part by the golden model.</summary>
    /// <param name="parts">The parts.</param>
    public static uint[] Golden(IReadOnlyList<SystemPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        List<uint[]> results = [];
        foreach (SystemPart part in parts)
        {
            results.Add(part.Run(results, operands => GoldenGemm.Run(part.Job.Arithmetic, operands)));
        }

        return results[^1];
    }

    /// <summary>Cycles of all parts, one after the other, with streams that never stall.</summary>
    /// <param name="parts">The parts.</param>
    /// <exception cref="InputException">A tile does not take its part.</exception>
    public static long Cycles(IReadOnlyList<SystemPart> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        foreach (SystemPart part in parts)
        {
            TileLimits.Require(part.Design, Shape(part), part.Name);
        }

        return parts.Sum(Cycles);
    }

    // One tile for all jobs of the part: each one starts when the one before has ended.
    private GemmExecution OnTile(
        SystemPart part,
        IReadOnlyList<uint[]> results,
        ulong seed,
        IProgress<string>? step,
        IProgress<double>? progress,
        CancellationToken cancellation)
    {
        VerilatedLibrary library = simulation.Prepare(
            part.Design, new SimulationOptions { On = HardwareKind.Tile }, step, cancellation);
        step?.Report($"simulating {part.Name}");
        using TileDevice device = new(library, part.Design, seed) { WideGroups = part.WideGroups };
        IProgress<long>? share = progress is null ? null : new ShareOfCycles(progress, Cycles(part));
        TileEngine engine = new(part.Job, device, share, cancellation);
        List<HardwareRun> runs = [];
        uint[] outputs = part.Run(results, operands =>
        {
            GemmExecution run = engine.Run(operands);
            runs.Add(run.Hardware!);
            return run.Outputs;
        });
        long cycles = runs.Sum(run => run.Cycles);
        return new GemmExecution(
            outputs,
            new HardwareRun(
                cycles,
                runs.Sum(run => run.PredictedCycles),
                runs.Sum(run => run.Utilization * run.Cycles) / cycles,
                runs.Sum(run => run.Mismatches))
            {
                Stalls = runs.Sum(run => run.Stalls),
            });
    }

    private static Fidelity Measure(double[] reference, Design design, uint[] outputs) =>
        Fidelity.Measure(reference, Array.ConvertAll(outputs, bits => FloatBits.ToDouble(design.Output, bits)));

    private static long Cycles(SystemPart part)
    {
        TileTiming timing = new Generator.Rtl.TileShape(part.Job).Timing;
        return part.Jobs.Sum(job => TileSchedule.Busy(timing, new TileJob(job.Operands.M, job.Operands.N, job.Operands.K)));
    }

    private static TileJob Shape(SystemPart part) => new(part.M, part.N, part.Jobs.Max(job => job.Operands.K));

    private static long Macs(GemmOperands o) => (long)o.M * o.N * o.K;
}
