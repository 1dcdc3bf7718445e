using System.Diagnostics;
using System.Globalization;
using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Formal;

/// <summary>A folder in which one proof works, with the design's sources and the specifications, and its time limit.
/// </summary>
public sealed class ProofRoom : IDisposable
{
    /// <summary>File in the folder that a refuted proof leaves its waveform in.</summary>
    public const string TraceFile = "trace.vcd";

    private const string LogFile = "proof.log";

    private readonly SourceFolder _folder;
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>A new folder.</summary>
    /// <param name="bundle">The design's sources.</param>
    /// <param name="timeout">Time that the whole proof may take.</param>
    /// <param name="cancellation">Stops the tools.</param>
    public ProofRoom(RtlBundle bundle, TimeSpan timeout, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        Timeout = timeout;
        Cancellation = cancellation;
        _folder = new SourceFolder([.. bundle.Sources, .. Specifications.All]);
        OpenPipeline = bundle.Design.Pipeline == 1
            ? []
            : ["techmap -map open_register.sv", "delete -port */w:clk_i", "rename -hide */w:p*_q"];
        Sources = string.Join(' ', bundle.Sources.Select(source => source.Path));
    }

    /// <summary>The time limit.</summary>
    public TimeSpan Timeout { get; }

    /// <summary>What is left of it.</summary>
    public TimeSpan Left => Timeout > _watch.Elapsed ? Timeout - _watch.Elapsed : TimeSpan.Zero;

    /// <summary>Stops the tools.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The design's files, for Yosys' read_verilog.</summary>
    public string Sources { get; }

    /// <summary>Yosys commands that put wires in the place of the registers of the modules that are loaded, a pipelined
    /// mac or sum and what is below it: <see cref="StageProof"/> says what that means.</summary>
    public IReadOnlyList<string> OpenPipeline { get; }

    /// <summary>Full path of the waveform; null if there is none.</summary>
    public string? Trace => File.Exists(Of(TraceFile)) ? Of(TraceFile) : null;

    /// <summary>What Yosys has printed so far in its last run, even if it was stopped.</summary>
    public string Log => File.Exists(Of(LogFile)) ? File.ReadAllText(Of(LogFile)) : "";

    /// <summary>Full path of a file in the folder.</summary>
    public string Of(string file) => _folder.Of(file);

    /// <summary>Takes the waveform of another room, if it has one.</summary>
    public void TakeTrace(ProofRoom other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Trace is { } trace)
        {
            File.Copy(trace, Of(TraceFile));
        }
    }

    /// <summary>Writes a file.</summary>
    public void Write(string file, string text) => _folder.Add(file, text);

    /// <summary>Runs a Yosys script.</summary>
    /// <param name="commands">Its commands.</param>
    /// <returns>All that Yosys printed; null if the time was up.</returns>
    /// <exception cref="ToolException">Yosys is missing, or refused a command.</exception>
    public string? Yosys(params IEnumerable<string> commands)
    {
        Write("proof.ys", string.Join('\n', commands) + "\n");
        return Run(ExternalTool.Yosys, "-l", LogFile, "-s", "proof.ys");
    }

    /// <summary>Runs ABC commands.</summary>
    /// <param name="commands">The commands, separated by semicolons.</param>
    /// <returns>All that ABC printed; null if the time was up.</returns>
    public string? Abc(string commands) => Run(FormalTools.Abc, "-c", commands);

    /// <summary>A time in whole seconds, at least one, as Yosys wants it.</summary>
    public static string Seconds(TimeSpan time) =>
        Math.Max(1, (int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private string? Run(ExternalTool tool, params string[] arguments)
    {
        if (Left == TimeSpan.Zero)
        {
            return null;
        }

        ToolResult result;
        try
        {
            result = ToolProcess.Run(
                new ToolCommand(tool, arguments) { WorkingDirectory = _folder.Path, Timeout = Left }, Cancellation);
        }
        catch (ToolFailedException)
        {
            // Run throws this for the time limit alone: a tool that fails by itself has an exit code.
            return null;
        }

        string text = string.Join('\n', result.Lines);
        return result.ExitCode == 0
            ? text
            : throw new ToolFailedException(tool, $"exit code {result.ExitCode}", result.LastLines(20));
    }
}
