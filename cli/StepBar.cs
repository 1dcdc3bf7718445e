using MixPe.Flow.Verify;

namespace MixPe.Cli;

/// <summary>Shows steps of a run and the share that is done in a bar.</summary>
/// <param name="bar">The bar.</param>
internal sealed class StepBar(ProgressBar bar) : IProgress<VerifyProgress>
{
    /// <inheritdoc/>
    public void Report(VerifyProgress value) => bar.Report(value.Share, value.Step);
}
