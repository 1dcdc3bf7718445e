using MixPe.Flow.Verify.Corpus;
using MixPe.Flow.Verify.Runners;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Build;

namespace MixPe.Flow.Verify;

/// <summary>Runs the checks of a design: kept cases first, then every check by Verilator, a sample of each by Icarus
/// Verilog and, as Yosys reads the unit, by Verilator again. A failure is shrunk, kept, and drawn as a waveform.
/// </summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="build">Verilates.</param>
public sealed class Verifier(Func<Design, RtlBundle> generate, VerilatedBuild build)
{
    /// <summary>How units are built.</summary>
    internal static BuildOptions Plain { get; } = new() { Optimization = OptimizationLevel.O1 };

    /// <summary>From a design to its bundle.</summary>
    internal Func<Design, RtlBundle> Generate => generate;

    /// <summary>The array that checks drive: few rows and columns verilate in seconds. Six rows, since a counter wraps by
    /// itself at a power of two; five and seven rows are checked too, since what is held for an even number of cycles
    /// hides a bit that every cycle inverts.</summary>
    public static Design Small(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);

        // With weights that stay the rows decide the length of a group, and with that every width.
        int rows = design.IsWeightStationary ? design.Rows : Math.Min(design.Rows, 6);

        // Two sets of columns that share registers, as small as they may be.
        int shared = Enumerable.Range(2, Math.Max(0, design.SharedColumns - 1))
            .FirstOrDefault(factor => design.SharedColumns % factor == 0, 1);
        return design with
        {
            Rows = rows,
            // One, one for each row, or something between.
            DequantUnits = rows == design.Rows || design.DequantUnits == 1
                ? design.DequantUnits
                : design.DequantUnits == design.Rows ? rows : rows / 2,
            SharedColumns = shared,
            Columns = shared == 1 ? Math.Min(design.Columns, 3) : Math.Min(design.Columns, 2 * shared),
            Tile = design.Tile with
            {
                WWords = FewWords(design),
                YWords = Math.Min(design.Tile.YWords, 2),
                RowBlocks = Math.Min(design.Tile.RowBlocks, 3),
                SizeBits = Math.Min(design.Tile.SizeBits, 8),
            },
        };
    }

    // Of a narrower weight stream a long row has many beats, of parameters too: with one of them there is nothing to count.
    private static int FewWords(Design design)
    {
        const int few = 8;
        int bits = design.Weights.WordBits(design.Lanes);
        int words = design.Tile.WWords;
        while (words % 2 == 0 && words > few && words / 2 * bits % 8 == 0 && words / 2 * bits >= new TileShape(design).ParamBits)
        {
            words /= 2;
        }

        return words;
    }

    /// <summary>Verifies a design.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">How much.</param>
    /// <param name="progress">Told the share that is done and what is being done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Sim.Processes.ToolException">A tool is missing or failed.</exception>
    /// <exception cref="CorpusException">A kept case cannot be read.</exception>
    public VerifyReport Run(
        Design design,
        VerifyOptions options,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        using VerifySession session = new(this, generate(Small(design)), build, options, progress, cancellation);
        return session.Run(design);
    }

    /// <summary>True if a design, as it is verified, has the unit that a case was found on.</summary>
    /// <exception cref="CorpusException">The case no longer fits.</exception>
    public bool Has(Design design, CorpusCase kept)
    {
        ArgumentNullException.ThrowIfNull(kept);
        return kept.IsOf(generate(Small(design)), generate);
    }

    /// <summary>Runs one kept case by the simulator that it was found with.</summary>
    /// <param name="kept">The case.</param>
    /// <param name="waveform">FST file to draw, by Verilator; null for none.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>What is wrong; null if all is right.</returns>
    /// <exception cref="CorpusException">The case no longer fits.</exception>
    public Mismatch? Replay(CorpusCase kept, string? waveform = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kept);
        UnitCheck check = kept.FindCheck();
        RtlBundle bundle = generate(kept.LoadDesign("corpus"));
        var bench = new UnitBench(bundle, build, Plain with { Trace = waveform is not null });
        Stimulus stimulus = kept.Render(bench.Layout(check));
        IStimulusRunner[] runners =
            [new VerilatorRunner(bench, waveform), new IcarusRunner(bundle), new YosysRunner(bundle, build)];
        IStimulusRunner runner = runners.FirstOrDefault(runner => kept.Check == check.Name + runner.Suffix)
            ?? throw new CorpusException($"{kept.File}: {kept.Check}: no simulator is named so");
        if (waveform is not null && runner != runners[0])
        {
            runners[0].Run(check, stimulus, kept.Seed, cancellation);
        }

        return runner.Run(check, stimulus, kept.Seed, cancellation);
    }
}
