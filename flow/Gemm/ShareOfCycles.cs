namespace MixPe.Flow.Gemm;

/// <summary>The progress of a simulation by its cycles.</summary>
/// <param name="progress">Told the share that is done.</param>
/// <param name="all">All cycles.</param>
internal sealed class ShareOfCycles(IProgress<double> progress, double all) : IProgress<long>
{
    /// <inheritdoc/>
    public void Report(long value) => progress.Report(Math.Min(1, value / all));
}
