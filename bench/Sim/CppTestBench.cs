using System.Globalization;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Bench.Sim;

/// <summary>A test bench written in C++ by hand, as a user of Verilator would, over the same verilated files as the
/// host's library: a plain program, -O2, no position-independent code.</summary>
internal sealed class CppTestBench : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mixpe-bench-").FullName;
    private readonly ExternalTool _program;

    /// <summary>Compiles the test bench.</summary>
    /// <param name="library">A library with its sources kept.</param>
    /// <param name="toolchain">The tools that built it.</param>
    /// <param name="main">C++ with a main; MODEL stands for the verilated class. It takes the number of cycles and
    /// prints seconds and a checksum.</param>
    public CppTestBench(VerilatedLibrary library, Toolchain toolchain, string main)
    {
        string generated = Path.Combine(library.Folder, VerilatedBuild.GeneratedFolder);
        string list = Directory.EnumerateFiles(generated, "*_classes.mk").Single();
        string prefix = Path.GetFileName(list)[..^"_classes.mk".Length];
        string include = Path.Combine(toolchain.VerilatorRoot, "include");
        var files = Directory.EnumerateFiles(generated, prefix + "*.cpp").Order();
        File.WriteAllText(Path.Combine(_folder, "main.cpp"), string.Join('\n',
            [.. files.Select(file => $"#include \"{file}\""), $"#define MODEL {prefix}", main]));
        ToolProcess.RunChecked(new ToolCommand(ExternalTool.Gxx,
        [
            "-std=gnu++17", "-O2", "-w", "-faligned-new", "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=0",
            "-DVM_TRACE_FST=0", "-DVM_TRACE_VCD=0", "-I" + generated, "-I" + include,
            "-I" + Path.Combine(include, "vltstd"), "-o", "bench", "main.cpp",
            Path.Combine(include, "verilated.cpp"), Path.Combine(include, "verilated_threads.cpp"),
            "-pthread", "-latomic",
        ])
        {
            WorkingDirectory = _folder,
        });
        _program = new ExternalTool("bench", "the one just built", "run the benchmark again");
    }

    /// <summary>Runs one round.</summary>
    public Round Run(long cycles)
    {
        string output = ToolProcess.RunChecked(new ToolCommand(
            _program, [cycles.ToString(CultureInfo.InvariantCulture)])
        {
            SearchPath = [_folder],
        }).Output;
        string[] words = output.Split(' ', '\n');
        return new Round(
            cycles,
            double.Parse(words[0], CultureInfo.InvariantCulture),
            ulong.Parse(words[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Removes the program.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
