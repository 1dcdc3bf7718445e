using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Quantization;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Encoder;

/// <summary>Runs the sentence encoder with the GEMM of every linear layer on a design's verilated tile.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="build">Verilates bundles.</param>
public sealed class EncoderSimulation(Func<Design, RtlBundle> generate, VerilatedBuild build)
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
        Require(design, encoder.Model);
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
        RtlBundle bundle = generate(design);
        // What a tile repeats is what its array repeats.
        BuildOptions how = ArrayBuild.Options(bundle) with
        {
            Trace = options.Wave is not null,
            TraceDepth = options.Wave is null ? 0 : options.WaveDepth,
        };
        return build.GetOrBuild(bundle.Sources, bundle.Module("tile"), how, step, cancellation);
    }

    /// <summary>Refuses a design whose tile has no room for a layer of the encoder.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public static void Require(Design design, EncoderModel model)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(model);
        LinearLayer widest = model.LinearLayers.MaxBy(layer => layer.Weights.Columns)!;
        if (widest.Weights.Columns > design.Tile.MaxK)
        {
            throw new InputException(
                $"{design.Name}: max_k: {design.Tile.MaxK}: {widest.Name} of the encoder has a K of "
                + $"{widest.Weights.Columns}");
        }
    }

    private static double PredictedCycles(Design design, SentenceEncoder encoder, IReadOnlyList<string> sentences)
    {
        TileTiming timing = new TileShape(design).Timing;
        int tokens = sentences.Sum(sentence => encoder.CountTokens(sentence));
        return encoder.Model.LinearLayers
            .Select(layer => new TileJob(
                layer == encoder.Model.Projection ? sentences.Count : tokens,
                layer.Weights.Rows,
                layer.Weights.Columns))
            .Where(job => job.M > 0)
            .Sum(job => TileCycleModel.Run(timing, job).Busy);
    }

    private sealed class ShareOfCycles(IProgress<double> progress, double all) : IProgress<long>
    {
        public void Report(long value) => progress.Report(value / all);
    }
}
