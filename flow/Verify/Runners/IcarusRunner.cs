using MixPe.Generator.Bundles;

namespace MixPe.Flow.Verify.Runners;

/// <summary>Icarus Verilog: another simulator by other people, its registers unknown at first.</summary>
/// <param name="bundle">The units.</param>
internal sealed class IcarusRunner(RtlBundle bundle) : IStimulusRunner
{
    public string Suffix => "@icarus";

    public void Prepare(UnitCheck check, CancellationToken cancellation)
    {
    }

    public Mismatch? Run(UnitCheck check, Stimulus stimulus, ulong seed, CancellationToken cancellation)
    {
        var (sources, top) = UnitBench.Text(bundle, check);
        return IcarusBench.FirstMismatch(sources, top, stimulus, cancellation);
    }
}
