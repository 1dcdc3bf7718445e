using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Runs the quick checks of a design once more on units that count lines and toggles: slow, so only until a
/// check has added nothing for a while.</summary>
/// <param name="bundle">The design's bundle, its array small.</param>
/// <param name="build">Verilates.</param>
public sealed class StructuralRun(RtlBundle bundle, VerilatedBuild build)
{
    private const int CyclesPerPiece = 500;
    private const int Patience = 12;
    private const int MixedScenarios = 32;
    private static readonly BuildOptions Counting = new()
    {
        Optimization = OptimizationLevel.O0,
        Coverage = CoverageKinds.Line | CoverageKinds.Toggle,
    };

    /// <summary>Counts.</summary>
    /// <param name="seed">Determines every random choice.</param>
    /// <param name="progress">Told the share that is done.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="Sim.Processes.ToolException">A tool is missing or failed.</exception>
    public StructuralCoverage Run(
        int seed, IProgress<VerifyProgress>? progress = null, CancellationToken cancellation = default)
    {
        var total = new StructuralCoverage(bundle);
        var bench = new UnitBench(bundle, build, Counting);

        // Another shape has the same lines and signals, and an array of more PEs that takes its time to build.
        UnitCheck[] checks =
            [.. UnitChecks.For(bundle.Design, VerifyLevel.Quick).Where(check => check.Variant is null)];
        int done = 0;
        void One(UnitCheck check)
        {
            progress?.Report(new VerifyProgress((double)done / checks.Length, $"coverage of {check.Name}"));
            Count(bench, check, seed, total, cancellation);
            Interlocked.Increment(ref done);
        }

        SideBySide.ForEach(checks, Environment.ProcessorCount, One, cancellation);
        total.LeaveOut(ConstantBits.Of(bundle, cancellation));
        return total;
    }

    private void Count(
        UnitBench bench, UnitCheck check, int seed, StructuralCoverage total, CancellationToken cancellation)
    {
        var run = new CheckRun(bundle.Design, VerifyLevel.Quick, seed, new FunctionalCoverage());
        var mine = new StructuralCoverage(bundle);
        RecordLayout layout = bench.Layout(check);
        int barren = 0;
        if (layout.Clock is null)
        {
            // What is the same for all vectors of a scenario changes between scenarios.
            Stimulus[] beginnings =
                [.. check.Draw(run).Take(MixedScenarios).Select(scenario => Pieces(scenario.Render(layout)).First())];
            Run(bench, check, Stimulus.Interleave(beginnings), mine, cancellation);
        }

        foreach (IScenario scenario in check.Draw(run))
        {
            Stimulus stimulus = scenario.Render(layout);
            foreach (Stimulus piece in Pieces(stimulus))
            {
                cancellation.ThrowIfCancellationRequested();
                int before = mine.Of("toggle").Covered + mine.Of("line").Covered;
                Run(bench, check, piece, mine, cancellation);
                barren = mine.Of("toggle").Covered + mine.Of("line").Covered > before ? 0 : barren + 1;
                if (barren == Patience)
                {
                    total.Merge(mine);
                    return;
                }
            }
        }

        total.Merge(mine);
    }

    private static void Run(
        UnitBench bench, UnitCheck check, Stimulus piece, StructuralCoverage mine, CancellationToken cancellation)
    {
        string file = Path.GetTempFileName();
        try
        {
            using VerilatedModel model = bench.Open(check, seed: 1);
            // A first cycle, so that a change from random initial values does not count; its lines do.
            model.Run(piece.Inputs[..piece.Layout.InputWords], piece.Layout.NewOutputs(1), 1);
            model.WriteCoverage(file);
            mine.Add(File.ReadLines(file), "line");
            model.ClearCoverage();
            if (StimulusRun.FirstMismatch(model, piece, cancellation) is { } mismatch)
            {
                throw new InvalidOperationException($"{check.Name}: {mismatch}: verify without coverage first");
            }

            model.WriteCoverage(file);
            mine.Add(File.ReadLines(file));
        }
        finally
        {
            File.Delete(file);
        }
    }

    // Vectors from all over a scenario; of a sequence its beginning, since it has to start from reset.
    private static IEnumerable<Stimulus> Pieces(Stimulus whole)
    {
        if (whole.Layout.Clock is not null)
        {
            yield return whole.Slice(0, Math.Min(whole.Cycles, 2 * CyclesPerPiece));
            yield break;
        }

        int stride = Math.Max(1, whole.Cycles / CyclesPerPiece);
        for (int first = 0; first < Math.Min(stride, 8); first++)
        {
            IEnumerable<int> cycles = Enumerable.Range(0, CyclesPerPiece).Select(i => first + (i * stride));
            yield return whole.Pick([.. cycles.Where(cycle => cycle < whole.Cycles)]);
        }
    }
}
