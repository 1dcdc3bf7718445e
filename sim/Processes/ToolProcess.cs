using System.Diagnostics;
using System.Text;

namespace MixPe.Sim.Processes;

/// <summary>Runs outside tools.</summary>
public static class ToolProcess
{
    private const int ReportedLines = 30;

    /// <summary>Runs a tool and fails unless it exits with 0.</summary>
    /// <exception cref="ToolNotFoundException">The tool is not installed.</exception>
    /// <exception cref="ToolFailedException">The tool failed or passed its time limit.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; the tool and its children are gone.</exception>
    public static ToolResult RunChecked(ToolCommand command, CancellationToken cancellation = default) =>
        RunCheckedAsync(command, cancellation).GetAwaiter().GetResult();

    /// <summary>Runs a tool and hands back its exit code, whatever it is.</summary>
    /// <inheritdoc cref="RunChecked"/>
    public static ToolResult Run(ToolCommand command, CancellationToken cancellation = default) =>
        RunAsync(command, cancellation).GetAwaiter().GetResult();

    /// <inheritdoc cref="RunChecked"/>
    public static async Task<ToolResult> RunCheckedAsync(
        ToolCommand command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        var result = await RunAsync(command, cancellation).ConfigureAwait(false);
        return result.ExitCode == 0
            ? result
            : throw new ToolFailedException(
                command.Tool, $"failed with exit code {result.ExitCode}", result.LastLines(ReportedLines));
    }

    /// <inheritdoc cref="Run"/>
    public static async Task<ToolResult> RunAsync(ToolCommand command, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        cancellation.ThrowIfCancellationRequested();
        var watch = Stopwatch.StartNew();
        var capture = new Capture(command.OnLine);
        using var process = new Process { StartInfo = StartInfo(command) };
        process.OutputDataReceived += (_, line) => capture.Add(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => capture.Add(line.Data, isError: true);
        process.Start();
        command.OnStart?.Invoke(process.Id);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!command.HoldInput)
        {
            process.StandardInput.Close();
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (command.Timeout is { } timeout)
        {
            limit.CancelAfter(timeout);
        }

        try
        {
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // Make, verilator and g++ are trees: the child alone would leave orphans at work.
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
            cancellation.ThrowIfCancellationRequested();
            var soFar = capture.Result(exitCode: -1, watch.Elapsed);
            throw new ToolFailedException(
                command.Tool,
                $"was stopped after its limit of {command.Timeout!.Value.TotalSeconds:0.###} s",
                soFar.LastLines(ReportedLines));
        }

        return capture.Result(process.ExitCode, watch.Elapsed);
    }

    /// <summary>The full path of a tool.</summary>
    /// <param name="tool">The tool.</param>
    /// <param name="searchPath">Directories to look in, in order; null for those of PATH.</param>
    /// <exception cref="ToolNotFoundException">None of the directories has it.</exception>
    public static string Locate(ExternalTool tool, IReadOnlyList<string>? searchPath = null)
    {
        ArgumentNullException.ThrowIfNull(tool);
        foreach (var directory in searchPath ?? PathOfEnvironment())
        {
            var candidate = Path.GetFullPath(Path.Combine(directory, tool.Name));
            if (File.Exists(candidate))
            {
                return candidate;
            }
        }

        throw new ToolNotFoundException(tool);
    }

    private static string[] PathOfEnvironment() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);

    private static ProcessStartInfo StartInfo(ToolCommand command)
    {
        var info = new ProcessStartInfo(Locate(command.Tool, command.SearchPath), command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in command.Environment)
        {
            info.Environment[name] = value;
        }

        if (command.SearchPath is { } searchPath)
        {
            info.Environment["PATH"] = string.Join(Path.PathSeparator, searchPath);
        }

        return info;
    }

    private sealed class Capture(Action<string>? onLine)
    {
        private readonly Lock _lock = new();
        private readonly StringBuilder _output = new();
        private readonly StringBuilder _errors = new();
        private readonly List<string> _lines = [];

        public void Add(string? line, bool isError)
        {
            if (line is null)
            {
                return;
            }

            lock (_lock)
            {
                (isError ? _errors : _output).Append(line).Append('\n');
                _lines.Add(line);
                onLine?.Invoke(line);
            }
        }

        public ToolResult Result(int exitCode, TimeSpan elapsed)
        {
            lock (_lock)
            {
                return new ToolResult(exitCode, _output.ToString(), _errors.ToString(), [.. _lines], elapsed);
            }
        }
    }
}
