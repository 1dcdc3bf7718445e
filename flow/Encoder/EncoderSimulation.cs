using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Quantization;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Encoder;

/// <summary>Runs the sentence encoder with the GEMM of every linear layer on a design's verilated tile.</summary>
/// <param name="gemms">Builds the tiles.</param>
public sealed class EncoderSimulation(GemmSimulation gemms)
{
    /// <summary>Encodes sentences.</summary>
    /// <param name="design">The design.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="sentences">At least <see cref="SentenceFidelity.LeastSentences"/>.</param>
    /// <param name="reference">[sentences, 512] their embeddings in FP32.</param>
    /// <param name="range">How the range of a group's codes is chosen.</param>
    /// <param name="options">Seed and waveform.</param>
    /// <param name="progress">Told the share of all cycles that is done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="InputException">The design's tile has no room for a layer.</exception>
    /// <exception cref="Sim.Processes.ToolException">Verilator or g++ is missing or failed.</exception>
    /// <exception cref="SimulationException">An assertion of the RTL failed.</exception>
    /// <exception cref="ArrayDeviceException">The tile broke its protocol or its cycle model.</exception>
    public EncoderReport Run(
        Design design,
        SentenceEncoder encoder,
        IReadOnlyList<string> sentences,
        Matrix reference,
        CodeRange range,
        SimulationOptions options,
        IProgress<double>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(options);
        Require(design, encoder, sentences);
        using TileDevice device = new(Prepare(design, options, cancellation: cancellation), design, options.Seed);
        if (options.Wave is { } wave)
        {
            device.Model.OpenTrace(wave, device.Model.Cycle + options.WaveFrom, options.WaveCycles);
        }

        double all = PredictedCycles(design, encoder, sentences);
        ShareOfCycles? share = progress is null ? null : new ShareOfCycles(progress, all);
        QuantizedProduct product = new(new TileEngine(design, device, share, cancellation), range);
        Matrix quantized = encoder.Embed(sentences, product);
        return new EncoderReport(design, product.Runs, SentenceFidelity.Measure(reference, quantized));
    }

    /// <summary>Builds a design's tile, so that a run finds it ready. Several threads may build at once.</summary>
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
        return gemms.Prepare(design, options with { On = HardwareKind.Tile }, step, cancellation);
    }

    /// <summary>Refuses a design whose tile has no room for a layer of the encoder.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public static void Require(Design design, SentenceEncoder encoder, IReadOnlyList<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(sentences);
        // The largest one: with room for it there is room for all.
        foreach (var (layer, job) in Jobs(encoder, sentences).OrderByDescending(one => one.Job.K))
        {
            TileLimits.Require(design, job, $"{layer.Name} of the encoder");
        }
    }

    private static double PredictedCycles(Design design, SentenceEncoder encoder, IReadOnlyList<string> sentences)
    {
        TileTiming timing = new TileShape(design).Timing;
        return Jobs(encoder, sentences).Sum(one => TileCycleModel.Run(timing, one.Job).Busy);
    }

    private static IEnumerable<(LinearLayer Layer, TileJob Job)> Jobs(
        SentenceEncoder encoder, IReadOnlyList<string> sentences)
    {
        int tokens = sentences.Sum(sentence => encoder.CountTokens(sentence));
        return encoder.Model.LinearLayers
            .Select(layer => (layer, new TileJob(
                layer == encoder.Model.Projection ? sentences.Count : tokens,
                layer.Weights.Rows,
                layer.Weights.Columns)))
            .Where(one => one.Item2.M > 0);
    }
}
