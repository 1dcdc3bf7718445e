using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Runners;

/// <summary>Verilator, on the generated text, its assertions on.</summary>
/// <param name="bench">The units.</param>
/// <param name="waveform">FST file to draw; null for none.</param>
internal sealed class VerilatorRunner(UnitBench bench, string? waveform = null) : IStimulusRunner
{
    public string Suffix => "";

    public void Prepare(UnitCheck check, CancellationToken cancellation) => bench.Library(check, null, cancellation);

    public Mismatch? Run(UnitCheck check, Stimulus stimulus, ulong seed, CancellationToken cancellation)
    {
        using VerilatedModel model = bench.Open(check, seed);
        if (waveform is not null)
        {
            model.OpenTrace(waveform);
        }

        return StimulusRun.FirstMismatch(model, stimulus, cancellation);
    }
}
