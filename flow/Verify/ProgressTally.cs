namespace MixPe.Flow.Verify;

/// <summary>Counts pieces of work that end on several threads.</summary>
internal sealed class ProgressTally(IProgress<VerifyProgress>? progress) : IProgress<VerifyProgress>
{
    private int _all = 1;
    private int _done;

    public void Begin(int all)
    {
        _all = Math.Max(1, all);
        _done = 0;
    }

    public void Step(string what, double? share = null) =>
        progress?.Report(new VerifyProgress(share ?? (double)Volatile.Read(ref _done) / _all, what));

    public void Report(VerifyProgress value) => progress?.Report(value);

    public void Done() => Interlocked.Increment(ref _done);
}
