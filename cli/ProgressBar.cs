namespace MixPe.Cli;

/// <summary>One line that shows how far long work is; only on a terminal.</summary>
internal sealed class ProgressBar : IProgress<double>, IProgress<string>, IDisposable
{
    private const int Width = 30;

    private readonly TextWriter _error;
    private readonly bool _isTerminal;
    private readonly Lock _lock = new();
    private string _step = "";
    private string _shown = "";

    /// <summary>A bar on the error stream.</summary>
    public ProgressBar(TextWriter error)
    {
        _error = error;
        _isTerminal = ReferenceEquals(error, Console.Error) && !Console.IsErrorRedirected;
    }

    /// <summary>Shows the share that is done.</summary>
    /// <param name="value">0 to 1.</param>
    public void Report(double value)
    {
        int done = (int)Math.Round(Math.Clamp(value, 0, 1) * Width);
        Show($"{_step} [{new string('#', done)}{new string('.', Width - done)}] {value,4:P0}");
    }

    /// <summary>Shows both.</summary>
    /// <param name="share">0 to 1.</param>
    /// <param name="step">What is being done.</param>
    public void Report(double share, string step)
    {
        _step = step;
        Report(share);
    }

    /// <summary>Shows what is being done.</summary>
    public void Report(string value)
    {
        _step = value;
        Show(value);
    }

    /// <summary>Writes lines that stay, also where there is no terminal.</summary>
    public void Tell(string text)
    {
        lock (_lock)
        {
            string shown = _shown;
            Show("");
            _error.WriteLine(text);
            Show(shown);
        }
    }

    /// <summary>Clears the line.</summary>
    public void Dispose() => Show("");

    private void Show(string line)
    {
        lock (_lock)
        {
            if (_isTerminal && line != _shown)
            {
                _error.Write($"\r{line.PadRight(_shown.Length)}{(line.Length == 0 ? "\r" : "")}");
                _shown = line;
            }
        }
    }
}
