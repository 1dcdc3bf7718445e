namespace MixPe.Cli;

/// <summary>The mean of the shares of works that go on side by side.</summary>
/// <param name="progress">Told the mean.</param>
/// <param name="works">How many there are.</param>
internal sealed class MeanShare(IProgress<double> progress, int works)
{
    private readonly double[] _shares = new double[works];

    /// <summary>Where one of them reports its share, 0 to 1.</summary>
    public IProgress<double> Part(int index) => new Share(this, index);

    private sealed class Share(MeanShare all, int index) : IProgress<double>
    {
        public void Report(double value)
        {
            Volatile.Write(ref all._shares[index], value);
            all.Report();
        }
    }

    private void Report() => progress.Report(_shares.Average());
}
