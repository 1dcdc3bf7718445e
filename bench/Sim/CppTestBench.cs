using System.Globalization;
using MixPe.Sim.Build;
using MixPe.Sim.Host;
using MixPe.Sim.Processes;

namespace MixPe.Bench.Sim;

/// <summary>A test bench written in C++ by hand (Cpp/*.cpp), compiled as a user of Verilator would: the same verilated
/// files as the host's library, by Verilator's own makefile, at -O2, without position-independent code.</summary>
internal sealed class CppTestBench : IDisposable
{
    private static readonly ExternalTool Make = new("make", "4.0 or newer", "install the package 'make'");

    private readonly string _folder = Directory.CreateTempSubdirectory("mixpe-bench-").FullName;
    private readonly ExternalTool _program = new("bench", "the one just built", "run the benchmark again");

    /// <summary>Compiles the test bench.</summary>
    /// <param name="library">A library with its sources kept.</param>
    /// <param name="toolchain">The tools that built it.</param>
    /// <param name="source">Name of a file of Cpp/. It takes the number of cycles and prints seconds by
    /// the wall, seconds by the processor, and a checksum.</param>
    /// <param name="constants">NAME=value for the preprocessor.</param>
    /// <exception cref="ToolException">make or g++ is missing or failed.</exception>
    public CppTestBench(
        VerilatedLibrary library, Toolchain toolchain, string source, params IEnumerable<string> constants)
    {
        string generated = Path.Combine(library.Folder, VerilatedBuild.GeneratedFolder);
        foreach (string file in Directory.EnumerateFiles(generated))
        {
            File.Copy(file, Path.Combine(_folder, Path.GetFileName(file)));
        }

        const string Ending = "_classes.mk";
        string list = Directory.EnumerateFiles(_folder, "*" + Ending).Single();
        string prefix = Path.GetFileName(list)[..^Ending.Length];
        string include = Path.Combine(toolchain.VerilatorRoot, "include");
        Run(Make,
        [
            $"-j{Environment.ProcessorCount}", "-f", prefix + ".mk", $"VERILATOR_ROOT={toolchain.VerilatorRoot}",
            "OPT_FAST=-O2", "OPT_SLOW=-O0", "OPT_GLOBAL=-O2", prefix + "__ALL.a", "verilated.o", "verilated_threads.o",
        ]);
        File.WriteAllText(Path.Combine(_folder, "model.h"), $"#include \"{prefix}.h\"\n#define MODEL {prefix}\n");
        File.WriteAllText(Path.Combine(_folder, source), ReadSource(source));
        Run(ExternalTool.Gxx,
        [
            "-std=gnu++17", "-O2", "-faligned-new", "-DVM_COVERAGE=0", "-DVM_SC=0", "-DVM_TRACE=0", "-DVM_TRACE_FST=0",
            "-DVM_TRACE_VCD=0", .. constants.Select(constant => "-D" + constant), "-I" + include,
            "-I" + Path.Combine(include, "vltstd"), "-o", _program.Name, source, prefix + "__ALL.a", "verilated.o",
            "verilated_threads.o", "-pthread", "-latomic",
        ]);
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
            double.Parse(words[1], CultureInfo.InvariantCulture),
            ulong.Parse(words[2], CultureInfo.InvariantCulture));
    }

    /// <summary>Removes the program.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Run(ExternalTool tool, IReadOnlyList<string> arguments) =>
        ToolProcess.RunChecked(new ToolCommand(tool, arguments) { WorkingDirectory = _folder });

    private static string ReadSource(string name)
    {
        using Stream stream = typeof(CppTestBench).Assembly.GetManifestResourceStream("cpp/" + name)
            ?? throw new ArgumentException($"no test bench '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
