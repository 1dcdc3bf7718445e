using MixPe.Flow.Tools.Yosys;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Runners;

/// <summary>Verilator, on what Yosys has read: the reader of synthesis has to mean the same as the simulators.
/// </summary>
/// <param name="bundle">The units.</param>
/// <param name="build">Verilates.</param>
internal sealed class YosysRunner(RtlBundle bundle, VerilatedBuild build) : IStimulusRunner
{
    private static readonly BuildOptions Options = new() { Optimization = OptimizationLevel.O0 };

    public string Suffix => "@yosys";

    public void Prepare(UnitCheck check, CancellationToken cancellation) => Library(check, cancellation);

    public Mismatch? Run(UnitCheck check, Stimulus stimulus, ulong seed, CancellationToken cancellation)
    {
        using VerilatedModel model = Library(check, cancellation).Create(seed);
        return StimulusRun.FirstMismatch(model, stimulus, cancellation);
    }

    private VerilatedLibrary Library(UnitCheck check, CancellationToken cancellation)
    {
        var (sources, top) = UnitBench.Text(bundle, check);
        return build.GetOrBuild([YosysReading.Of(sources, top, cancellation)], top, Options, null, cancellation);
    }
}
