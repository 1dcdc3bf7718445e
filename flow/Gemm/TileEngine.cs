using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Gemm;

/// <summary>A verilated tile as an engine. Every output is compared with the golden model, every cycle with the cycle
/// model.</summary>
/// <param name="design">The design; where its number of slices is not fixed, with those that the device is set to.</param>
/// <param name="device">Its tile; the caller disposes of it.</param>
/// <param name="cycles">Told the tile's cycles, those of all runs together.</param>
/// <param name="cancellation">Stops a run.</param>
public sealed class TileEngine(
    Design design, TileDevice device, IProgress<long>? cycles = null, CancellationToken cancellation = default)
    : IGemmEngine
{
    private static readonly string[] Stalls =
        ["stall_x_cycles", "stall_w_cycles", "stall_y_cycles", "stall_group_cycles"];

    /// <inheritdoc/>
    public Design Design => design;

    /// <inheritdoc/>
    /// <exception cref="ArrayDeviceException">The tile broke its protocol or its cycle model, or the job
    /// failed.</exception>
    public GemmExecution Run(GemmOperands operands)
    {
        ArgumentNullException.ThrowIfNull(operands);
        TileCounters predicted = TileCycleModel.Run(
            new TileShape(design).Timing, new TileJob(operands.M, operands.N, operands.K));
        TileRun run = device.Run(operands, cycles: cycles, cancellation: cancellation);
        if (run.End.Cause != 0)
        {
            throw new ArrayDeviceException(
                $"job [{operands.M}, {operands.N}, {operands.K}]: the tile stopped it, cause {run.End.Cause}");
        }

        uint[] golden = GoldenGemm.Run(design.Arithmetic, operands);
        long busy = run.Counters["busy_cycles"];
        double most = busy * design.MacsPerCycleOf(operands.K);
        return new GemmExecution(
            run.Outputs,
            new HardwareRun(
                busy,
                predicted.Busy,
                run.Counters["macs"] / most,
                golden.Zip(run.Outputs).LongCount(pair => pair.First != pair.Second))
            {
                Stalls = Stalls.Sum(counter => run.Counters[counter]),
            });
    }
}
