using MixPe.Flow.Tools;
using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Lint;

/// <summary>Reads a bundle with every tool that must accept it without a word: Verilator with all warnings, Icarus
/// Verilog with all warnings, Yosys up to processes and its checks. Whatever one of them prints is a finding.</summary>
/// <param name="searchPath">Directories to look for the tools in; null for those of PATH.</param>
public sealed class RtlLint(IReadOnlyList<string>? searchPath = null)
{
    /// <summary>Lints a bundle.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="scope">The array alone, or every module too.</param>
    /// <param name="cancellation">Stops the tools.</param>
    /// <returns>Nothing if the bundle is clean.</returns>
    /// <exception cref="ToolNotFoundException">A tool is missing.</exception>
    public IReadOnlyList<LintFinding> Run(
        RtlBundle bundle, LintScope scope = LintScope.Array, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        using SourceFolder folder = new(bundle.Sources);
        IReadOnlyList<string> files = folder.Files;
        string array = bundle.Top.Name;
        IReadOnlyList<string> tops = scope == LintScope.Array
            ? [array]
            : [.. bundle.Modules.Select(module => module.Name)];
        return
        [
            .. tops.SelectMany(top => Findings(
                ExternalTool.Verilator, top, ["--lint-only", "-Wall", "--top-module", top, .. files], folder.Path,
                cancellation)),
            .. tops.SelectMany(top => Findings(
                ExternalTool.Iverilog, top, ["-g2012", "-Wall", "-t", "null", "-s", top, .. files], folder.Path,
                cancellation)),
            .. Synthesis(array, $"hierarchy -check -top {array}", folder, cancellation),

            // Without a top every module stays, at its default parameters.
            .. scope == LintScope.Array ? [] : Synthesis("", "hierarchy -check", folder, cancellation),
        ];
    }

    private IEnumerable<LintFinding> Synthesis(
        string top, string hierarchy, SourceFolder folder, CancellationToken cancellation)
    {
        string script = $"read_verilog -sv {string.Join(' ', folder.Files)}; {hierarchy}; proc; check -assert";
        return Findings(ExternalTool.Yosys, top, ["-q", "-p", script], folder.Path, cancellation);
    }

    private IEnumerable<LintFinding> Findings(
        ExternalTool tool, string top, IReadOnlyList<string> arguments, string folder, CancellationToken cancellation)
    {
        ToolResult result = ToolProcess.Run(
            new ToolCommand(tool, arguments) { WorkingDirectory = folder, SearchPath = searchPath }, cancellation);
        return (result.Lines.Count, result.ExitCode) switch
        {
            (0, 0) => [],
            (0, _) => [new LintFinding(tool.Name, top, $"exit code {result.ExitCode}")],
            _ => [new LintFinding(tool.Name, top, string.Join('\n', result.Lines))],
        };
    }
}
