using System.Globalization;
using MixPe.Flow.Regress;
using MixPe.Flow.Tools;

namespace MixPe.Cli;

/// <summary>Shows a regression's progress with the time that is left.</summary>
internal sealed class RegressProgressLine(ProgressBar bar) : IProgress<RegressProgress>
{
    /// <inheritdoc/>
    public void Report(RegressProgress value)
    {
        string left = value.Left is { } time ? $", {Duration.Text(time)} left" : "";
        bar.Report(value.Share, string.Create(
            CultureInfo.InvariantCulture, $"{value.Done} of {value.Total} tasks, {value.Failed} failed{left}"));
    }
}
