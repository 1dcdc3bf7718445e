using MixPe.Flow.Synthesis.Checks;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Fpga;

/// <summary>Maps a design's unit to a family of FPGAs, beside its baselines.</summary>
/// <param name="generate">From a design to its bundle.</param>
/// <param name="environment">Where models are kept.</param>
public sealed class FpgaStudy(Func<Design, RtlBundle> generate, BuildEnvironment environment)
{
    /// <summary>Runs the study.</summary>
    /// <param name="design">The design.</param>
    /// <param name="family">The family.</param>
    /// <param name="options">Unit, baselines and jobs; library and periods are not looked at.</param>
    /// <param name="progress">Told the share that is done and what is being done.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <exception cref="SynthesisException">A netlist does not compute what it should.</exception>
    /// <exception cref="ToolException">A tool is missing or failed.</exception>
    public FpgaReport Run(
        Design design,
        FpgaFamily family,
        SynthesisOptions options,
        IProgress<VerifyProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(family);
        ArgumentNullException.ThrowIfNull(options);
        SynthesisSubject[] subjects = SynthesisSubject.All(design, options, generate);
        ProgressTally tally = new(progress);
        tally.Begin(subjects.Length);
        GateLevelCheck check = new(new VerilatedBuild(environment));
        FpgaFigure[] figures = SideBySide.Select(
            subjects,
            options.Jobs,
            subject =>
            {
                tally.Step($"{subject.Name}: {subject.Top.Name}");
                FpgaFigure figure = One(subject, family, check, cancellation);
                tally.Done();
                return figure;
            },
            cancellation);
        return new FpgaReport(family, figures[0], figures[1..]);
    }

    private static FpgaFigure One(
        SynthesisSubject subject, FpgaFamily family, GateLevelCheck check, CancellationToken cancellation)
    {
        FpgaNetlist netlist = FpgaNetlist.Make(subject, family, family.IsRouted, cancellation);
        long cases = check.Run(subject, netlist.Gates, cancellation);
        return new FpgaFigure(
            subject,
            netlist.Cells.Sum(cell => cell.Value * family.Luts.GetValueOrDefault(cell.Key)),
            netlist.Cells.Where(cell => family.Carries.Contains(cell.Key)).Sum(cell => cell.Value),
            netlist.Cells.Where(cell => family.Registers.Any(start => cell.Key.StartsWith(start, StringComparison.Ordinal)))
                .Sum(cell => cell.Value),
            cases,
            netlist.Harness is { } harness ? PlaceAndRoute.Mhz(harness, cancellation) : null);
    }
}
