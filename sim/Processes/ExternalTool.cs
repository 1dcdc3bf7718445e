namespace MixPe.Sim.Processes;

/// <summary>A program that this tool needs and does not bring.</summary>
/// <param name="Name">Name of the executable file.</param>
/// <param name="Wanted">The version wanted, as a person would say it: "5.006 or newer".</param>
/// <param name="Install">How to get it.</param>
public sealed record ExternalTool(string Name, string Wanted, string Install)
{
    /// <summary>The simulator.</summary>
    public static ExternalTool Verilator { get; } =
        new("verilator", "5.006 or newer", "install the package 'verilator'");

    /// <summary>The C++ compiler that turns a verilated model into a library.</summary>
    public static ExternalTool Gxx { get; } =
        new("g++", "10 or newer", "install the package 'g++' (and 'zlib1g-dev' for waveforms)");

    /// <summary>Icarus Verilog's compiler: a second, four-valued simulator.</summary>
    public static ExternalTool Iverilog { get; } =
        new("iverilog", "11.0 or newer", "install the package 'iverilog'");

    /// <summary>What runs that compiler's programs.</summary>
    public static ExternalTool Vvp { get; } = new("vvp", "11.0 or newer", "install the package 'iverilog'");

    /// <summary>Synthesis and formal proofs.</summary>
    public static ExternalTool Yosys { get; } = new("yosys", "0.23 or newer", "install the package 'yosys'");
}
