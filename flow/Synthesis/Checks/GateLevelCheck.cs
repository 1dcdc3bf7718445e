using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Synthesis.Checks;

/// <summary>Drives a mapped netlist with the checks of <c>mixpe verify</c>, the golden model on the other side: no figure is
/// shown of a netlist that computes something else. What the cells do is what Yosys reads in the Liberty file.</summary>
/// <param name="build">Verilates.</param>
public sealed class GateLevelCheck(VerilatedBuild build)
{
    private static readonly BuildOptions Options = new() { Optimization = OptimizationLevel.O0, NoBitTrees = true };

    /// <summary>Runs the quick level of the unit's checks.</summary>
    /// <param name="subject">The unit.</param>
    /// <param name="netlist">Its netlist.</param>
    /// <param name="library">The cells.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <returns>Number of results compared.</returns>
    /// <exception cref="SynthesisException">A bit differs, or nothing was compared.</exception>
    /// <exception cref="ToolException">A tool failed.</exception>
    public long Run(
        SynthesisSubject subject, MappedNetlist netlist, TargetLibrary library, CancellationToken cancellation) =>
        Run(subject, Flatten(netlist, library, cancellation), cancellation);

    /// <summary>Likewise of a netlist whose cells have been replaced by what they do.</summary>
    /// <inheritdoc cref="Run(SynthesisSubject, MappedNetlist, TargetLibrary, CancellationToken)"/>
    public long Run(SynthesisSubject subject, BundleFile gates, CancellationToken cancellation)
    {
        VerilatedLibrary verilated = build.GetOrBuild([gates], subject.Top, Options, null, cancellation);
        RecordLayout layout = new(subject.Top);
        CheckRun run = new(subject.Bundle.Design, VerifyLevel.Quick, 1, new FunctionalCoverage());
        long cases = 0;
        foreach (UnitCheck check in UnitChecks.For(subject.Bundle.Design, VerifyLevel.Quick)
            .Where(check => check.Unit == subject.Unit && check.Variant is null))
        {
            foreach (IScenario scenario in check.Draw(run))
            {
                using VerilatedModel model = verilated.Create(1);
                if (StimulusRun.FirstMismatch(model, scenario.Render(layout), cancellation) is { } mismatch)
                {
                    throw new SynthesisException(
                        $"{subject.Name}: the netlist of {subject.Top.Name} fails {check.Name}: {mismatch}");
                }

                cases += scenario.Cases;
            }
        }

        return cases > 0
            ? cases
            : throw new SynthesisException($"{subject.Name}: no check compares anything of {subject.Unit}");
    }

    private static BundleFile Flatten(MappedNetlist netlist, TargetLibrary library, CancellationToken cancellation)
    {
        using SourceFolder folder = new([new BundleFile("mapped.v", netlist.Verilog)]);
        YosysScript.Run(
            folder,
            [
                $"read_liberty -ignore_miss_func -ignore_miss_dir -ignore_miss_data_latch {Elaboration.Quote(library.File)}",
                "read_verilog mapped.v",
                $"hierarchy -check -top {netlist.Top}",
                "proc",
                "flatten",
                "opt_clean -purge",
                "write_verilog -noattr gates.v",
            ],
            cancellation);
        return new BundleFile($"rtl/{netlist.Top}_gates.v", File.ReadAllText(folder.Of("gates.v")));
    }
}
