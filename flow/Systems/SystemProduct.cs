using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Generator.Systems;
using MixPe.Model.Formats;
using MixPe.Model.Metrics;

namespace MixPe.Flow.Systems;

/// <summary>Products by the parts of a system, X its own calibration: by the golden model, or by verilated tiles.</summary>
/// <param name="system">The system.</param>
/// <param name="tiles">Runs the parts on tiles; null for the golden model.</param>
public sealed class SystemProduct(GemmSystem system, SystemSimulation? tiles = null) : IMatrixProduct
{
    // Of the registers' values at the start; no result depends on it.
    private const ulong Seed = 1;

    private readonly List<LayerRun> _runs = [];

    /// <summary>The GEMMs so far, in their order.</summary>
    public IReadOnlyList<LayerRun> Runs => _runs;

    /// <summary>Cycles of all parts of all GEMMs, one after the other, as the cycle model has them.</summary>
    public long Cycles { get; private set; }

    /// <summary>Outputs of parts that were compared with the golden model; 0 without tiles.</summary>
    public long Compared { get; private set; }

    /// <inheritdoc/>
    /// <exception cref="InputException">A tile does not take its part, or K is too small for the system.</exception>
    /// <exception cref="Model.Quantization.QuantizationException">A value cannot be quantized.</exception>
    public Matrix Multiply(LinearLayer layer, Matrix x)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(x);
        Matrix w = layer.Weights;
        var (outputs, hardware) = tiles is null ? Golden(w, x) : OnTiles(tiles, w, x);
        double[] y = Array.ConvertAll(outputs, bits => FloatBits.ToDouble(system.Added.Output, bits));
        double[] reference = ReferenceGemm.Multiply(x.Values, w.Values, x.Rows, w.Rows, w.Columns);
        _runs.Add(new LayerRun(layer.Name, x.Rows, w.Rows, w.Columns, hardware, Fidelity.Measure(reference, y)));
        return new Matrix(x.Rows, w.Rows, Array.ConvertAll(y, value => (float)value));
    }

    private (uint[] Outputs, HardwareRun? Hardware) Golden(Matrix w, Matrix x)
    {
        IReadOnlyList<SystemPart> parts = SystemParts.Of(system, w, x, x);
        Cycles += SystemSimulation.Cycles(parts);
        return (SystemSimulation.Golden(parts), null);
    }

    private (uint[] Outputs, HardwareRun? Hardware) OnTiles(SystemSimulation simulation, Matrix w, Matrix x)
    {
        SystemReport report = simulation.Run(system, w, x, x, Seed);
        long predicted = report.Parts.Sum(part => part.Run.PredictedCycles);
        Cycles += predicted;
        Compared += report.Parts.Sum(part => part.Compared);
        double busy = report.Parts.Sum(part => part.Run.Utilization * part.Run.Cycles) / report.Cycles;
        return (report.Outputs, new HardwareRun(report.Cycles, predicted, busy, report.Mismatches));
    }
}
