using MixPe.Generator.Bundles;
using MixPe.Sim.Processes;

namespace MixPe.Flow.Lint;

/// <summary>Reads a bundle with every tool that must accept it without a word: Verilator with all warnings, Icarus
/// Verilog with all warnings, Yosys up to processes and its checks. Whatever one of them prints is a finding.</summary>
/// <param name="searchPath">Directories to look for the tools in; null for those of PATH.</param>
public sealed class RtlLint(IReadOnlyList<string>? searchPath = null)
{
    private static readonly ExternalTool Icarus = new("iverilog", "11.0 or newer", "install the package 'iverilog'");
    private static readonly ExternalTool Yosys = new("yosys", "0.23 or newer", "install the package 'yosys'");

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
        string folder = Directory.CreateTempSubdirectory("mixpe-lint-").FullName;
        try
        {
            string[] files = Write(bundle, folder);
            string array = bundle.Top.Name;
            IReadOnlyList<string> tops = scope == LintScope.Array
                ? [array]
                : [.. bundle.Modules.Select(module => module.Name)];
            return
            [
                .. tops.SelectMany(top => Findings(
                    ExternalTool.Verilator, top, ["--lint-only", "-Wall", "--top-module", top, .. files], folder,
                    cancellation)),
                .. tops.SelectMany(top => Findings(
                    Icarus, top, ["-g2012", "-Wall", "-t", "null", "-s", top, .. files], folder, cancellation)),
                .. Synthesis(array, $"hierarchy -check -top {array}", files, folder, cancellation),

                // Without a top every module stays, at its default parameters.
                .. scope == LintScope.Array ? [] : Synthesis("", "hierarchy -check", files, folder, cancellation),
            ];
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Write(RtlBundle bundle, string folder)
    {
        foreach (BundleFile source in bundle.Sources)
        {
            string path = Path.Combine(folder, source.Path);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, source.Text);
        }

        return [.. bundle.Sources.Select(source => source.Path)];
    }

    private IEnumerable<LintFinding> Synthesis(
        string top, string hierarchy, string[] files, string folder, CancellationToken cancellation)
    {
        string script = $"read_verilog -sv {string.Join(' ', files)}; {hierarchy}; proc; check -assert";
        return Findings(Yosys, top, ["-q", "-p", script], folder, cancellation);
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
