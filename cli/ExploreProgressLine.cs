using System.Globalization;
using MixPe.Flow.Explore;
using MixPe.Flow.Tools;

namespace MixPe.Cli;

/// <summary>Shows an exploration's progress with the time that is left.</summary>
internal sealed class ExploreProgressLine(ProgressBar bar) : IProgress<ExploreProgress>
{
    private readonly Lock _lock = new();
    private ExploreProgress? _last;
    private string _note = "";

    /// <inheritdoc/>
    public void Report(ExploreProgress value)
    {
        lock (_lock)
        {
            _last = value;
            Show();
        }
    }

    /// <summary>Shows something beside it; nothing if it is empty.</summary>
    public void Note(string text)
    {
        lock (_lock)
        {
            _note = text;
            Show();
        }
    }

    /// <summary>Writes lines above it.</summary>
    public void Tell(string text) => bar.Tell(text);

    private void Show()
    {
        if (_last is not { } last)
        {
            bar.Report(_note);
            return;
        }

        string left = last.Left is { } time && last.Done < last.Total ? $", {Duration.Text(time)} left" : "";
        string note = _note.Length > 0 ? $"; {_note}" : "";
        bar.Report((double)last.Done / last.Total, string.Create(
            CultureInfo.InvariantCulture, $"{last.Done} of {last.Total} points, {last.Failed} failed{left}{note}"));
    }
}
