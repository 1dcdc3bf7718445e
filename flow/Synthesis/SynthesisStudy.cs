using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis;

/// <summary>Synthesizes a design's unit beside its baselines, at equal periods.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="environment">Where netlists and models are kept.</param>
public sealed class SynthesisStudy(Func<Design, RtlBundle> generate, BuildEnvironment environment)
{
    // Periods are rounded up to this, in ns, so that the one that a netlist needs is one that it meets.
    private const double Grid = 0.01;
    private const int SweepPoints = 6;

    // At the shortest period a netlist has nothing to choose; a little later it may be small.
    private const double Easy = 1.25;

    /// <summary>Runs the study.</summary>
    /// <param name="design">The design.</param>
    /// <param name="options">What, to what, at which periods.</param>
    /// <param name="progress">Told the share that is done and what is being done.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <exception cref="Gemm.InputException">The library is not one.</exception>
    /// <exception cref="SynthesisException">A netlist does not compute what it should.</exception>
    /// <exception cref="ToolException">A tool is missing or failed.</exception>
    public SynthesisReport Run(
        Design design,
        SynthesisOptions options,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(options);
        TargetLibrary library = TargetLibrary.Load(options.Library);
        Synthesizer synthesizer = new(library, options.Book, environment, options.Jobs, cancellation);
        SynthesisSubject[] subjects = SynthesisSubject.All(design, options, generate);
        ProgressTally tally = new(progress);
        tally.Begin(subjects.Length * synthesizer.CandidateCount);
        CandidateSet[] sets =
        [
            .. subjects.Select(subject =>
            {
                tally.Step($"{subject.Name}: {subject.Top.Name}");
                return synthesizer.Candidates(subject, tally.Done);
            }),
        ];
        double[] periods = Periods(options, sets);
        FigureMaker figures = new(generate, environment, synthesizer, cancellation);
        List<SynthesisPoint> points = [];
        foreach (double period in periods)
        {
            SynthesisFigure[] all =
            [
                .. subjects.Select((subject, i) =>
                {
                    tally.Step($"checking {subject.Name}");
                    return figures.Make(subject, figures.Choose(subject, sets[i], period, options.AreaSlack), period);
                }),
            ];
            points.Add(new SynthesisPoint(period, all[0], all[1..]));
        }

        return new SynthesisReport(subjects[0], library, synthesizer.Tools, [.. subjects.Zip(sets)], points);
    }

    private static double[] Periods(SynthesisOptions options, IReadOnlyList<CandidateSet> sets)
    {
        if (options.PeriodsNs.Count > 0)
        {
            return [.. options.PeriodsNs];
        }

        double shortest = Up(sets.Max(set => set.FastestNs));
        if (!options.IsSweep)
        {
            return [shortest, Up(Easy * shortest), double.PositiveInfinity];
        }

        // From what the fastest of all meets to what is the smallest of all, in equal steps.
        double first = Up(sets.Min(set => set.FastestNs));
        double last = sets.Max(set => set.At(double.PositiveInfinity)!.DelayNs);
        return
        [
            .. Enumerable.Range(0, SweepPoints)
                .Select(i => Up(first * Math.Pow(last / first, (double)i / (SweepPoints - 1))))
                .Append(shortest).Distinct().Order(),
            double.PositiveInfinity,
        ];
    }

    private static double Up(double ns) => Math.Round(Math.Ceiling(ns / Grid - 1e-9) * Grid, 2);
}
