namespace MixPe.Flow.Doctor;

/// <summary>Every outside tool, one row each.</summary>
public static class ToolRequirements
{
    /// <summary>The tools, required ones first.</summary>
    public static IReadOnlyList<ToolRequirement> All { get; } =
    [
        new("dotnet", "--version", "10.0", null, true, "builds and runs this tool",
            "https://dotnet.microsoft.com/download"),
        Debian("verilator", "--version", "5.006", "verilator", true, "simulates and lints"),
        Debian("g++", "-dumpfullversion", "10.0", "g++", true, "compiles verilated models"),
        Debian("make", "--version", "4.0", "make", false, "runs this project's targets and the benchmarks' C++"),
        Debian("iverilog", "-V", "11.0", "iverilog", false, "lints as a second reader"),
        Debian("yosys", "-V", "0.23", "yosys", false, "proves, synthesizes, and lints as a third reader"),
        Debian("sta", "-version", "2.0", "opensta", false, "times netlists"),
        Debian("nextpnr-ice40", "--version", "0.4", "nextpnr-ice40", false, "places and routes in an iCE40"),
        Debian("sbatch", "--version", "22.05", "slurm-client", false, "explores on a Slurm cluster"),
        Debian("node", "--version", "18.0", "nodejs", false, "runs npm, draws pictures, runs the encoder that the tests compare with"),
        Debian("npm", "--version", "9.0", "npm", false, "fetches the model of the demonstration"),
    ];

    private static ToolRequirement Debian(
        string name, string argument, string minimum, string package, bool required, string purpose) =>
        new(name, argument, minimum, package, required, purpose, $"apt-get install {package}");
}
