using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices;

/// <summary>A verilated systolic array as a matrix multiplier: cuts a GEMM into tiles of Rows × Columns, feeds beats,
/// and collects results. Every tile streams the whole of K, group after group.</summary>
public sealed class ArrayDevice : IDisposable
{
    private const int CyclesPerBatch = 512;

    private readonly Design _design;
    private readonly VerilatedModel _model;
    private readonly ArrayPorts _ports;

    /// <summary>Creates an instance and resets it.</summary>
    /// <param name="library">The design's array, verilated.</param>
    /// <param name="design">The design.</param>
    /// <param name="seed">Initial register values.</param>
    public ArrayDevice(VerilatedLibrary library, Design design, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(design);
        _design = design.Array;
        _ports = new ArrayPorts(library.Layout, design);
        _model = library.Create(seed);
        _model.Reset();
    }

    /// <summary>The instance, for waveforms, coverage and logs.</summary>
    public VerilatedModel Model => _model;

    /// <summary>Slices of an activation; 0 for as many as the design has. Only where it has run-time slices.</summary>
    public int Slices { get; set; }

    /// <summary>Groups of K, the first ones, that have so many; the others have one. Only where it has wide groups.</summary>
    public int WideGroups { get; set; } = int.MaxValue;

    /// <summary>Multiplies.</summary>
    /// <param name="operands">Codes, scales and zero points; see <see cref="GemmOperands"/>.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="ArgumentException">The operands do not fit the design.</exception>
    /// <exception cref="ArrayDeviceException">The array broke its protocol.</exception>
    /// <exception cref="SimulationException">An assertion of the array failed.</exception>
    public GemmRun Run(
        GemmOperands operands, IProgress<double>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(operands);
        GemmCheck.Require(_design.Arithmetic, operands);
        Design job = _design.WithSlices(Slices, WideGroups);
        IArrayFeeder feeder = _design.IsWeightStationary
            ? new StationaryFeeder(job, _ports, operands)
            : new BeatFeeder(_design, _ports, operands);
        ResultCollector collector = new(_design, _ports, operands.M, operands.N);
        uint[] inputs = _model.Layout.NewInputs(CyclesPerBatch);
        uint[] outputs = _model.Layout.NewOutputs(CyclesPerBatch);
        long cycle = 0;
        // After the last beat the results need their latency, and nothing more.
        long idleLimit = 64L + (2 * (_design.Rows + _design.Columns));
        while (!collector.IsComplete)
        {
            cancellation.ThrowIfCancellationRequested();
            if (feeder.IdleCycles > idleLimit)
            {
                throw new ArrayDeviceException(
                    $"{collector.Received} of {collector.Expected} results had left the array {feeder.IdleCycles} cycles after the last beat");
            }

            // Short batches at the end keep the cycle count from depending on the batch.
            int count = feeder.IsDone ? 16 : CyclesPerBatch;
            feeder.Fill(inputs, count, cycle);
            _model.Run(
                inputs.AsSpan(0, count * _model.Layout.InputWords),
                outputs.AsSpan(0, count * _model.Layout.OutputWords),
                count);
            feeder.Check(outputs, count, cycle);
            collector.Collect(outputs, count, cycle);
            cycle += count;
            progress?.Report((double)collector.Received / collector.Expected);
        }

        long cycles = collector.LastResultCycle + 1;
        long macs = (long)operands.M * operands.N * operands.K;
        double peak = cycles * job.MacsPerCycleOf(operands.K);
        return new GemmRun(collector.Outputs, cycles, feeder.Beats, feeder.Stalls, macs, macs / peak);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
