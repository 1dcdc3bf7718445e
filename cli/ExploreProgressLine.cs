using System.Globalization;
using MixPe.Flow.Explore;
using MixPe.Flow.Tools;

namespace MixPe.Cli;

/// <summary>Shows an exploration's progress with the time that is left.</summary>
internal sealed class ExploreProgressLine(ProgressBar bar) : IProgress<ExploreProgress>
{
    /// <inheritdoc/>
    public void Report(ExploreProgress value)
    {
        string left = value.Left is { } time && value.Done < value.Total ? $", {Duration.Text(time)} left" : "";
        bar.Report((double)value.Done / value.Total, string.Create(
            CultureInfo.InvariantCulture, $"{value.Done} of {value.Total} points, {value.Failed} failed{left}"));
    }
}
