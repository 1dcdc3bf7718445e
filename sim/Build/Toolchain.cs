using MixPe.Sim.Processes;

namespace MixPe.Sim.Build;

/// <summary>The tools found on this machine.</summary>
/// <param name="Verilator">What verilator says to --version.</param>
/// <param name="VerilatorRoot">Directory that holds Verilator's include directory.</param>
/// <param name="Compiler">What g++ says to --version.</param>
public sealed record Toolchain(string Verilator, string VerilatorRoot, string Compiler)
{
    /// <summary>Asks the tools for their versions.</summary>
    /// <exception cref="ToolNotFoundException">One is missing.</exception>
    /// <exception cref="ToolFailedException">One does not run.</exception>
    public static Toolchain Probe(IReadOnlyList<string>? searchPath, CancellationToken cancellation)
    {
        string Ask(ExternalTool tool, params string[] arguments) => ToolProcess.RunChecked(
            new ToolCommand(tool, arguments) { SearchPath = searchPath, Timeout = TimeSpan.FromMinutes(1) },
            cancellation).Output.Trim();
        return new Toolchain(
            Ask(ExternalTool.Verilator, "--version"),
            Ask(ExternalTool.Verilator, "--getenv", "VERILATOR_ROOT"),
            Ask(ExternalTool.Gxx, "--version"));
    }
}
