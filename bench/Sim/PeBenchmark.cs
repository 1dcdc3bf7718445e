using System.Diagnostics;
using System.Numerics;
using System.Runtime.InteropServices;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>Every product of a signed 4-bit weight and a signed 8-bit activation, over and over: filled, run and
/// checked. The design is combinational, with ports w_i, x_i and the 12-bit product p_o.</summary>
internal static class PeBenchmark
{
    private const int Batch = 4096;

    private const string Main = """
        #include <chrono>
        #include <cstdio>
        #include <cstdlib>
        double sc_time_stamp() { return 0; }
        int main(int, char** arguments) {
          const long cycles = atol(arguments[1]);
          VerilatedContext context;
          MODEL model{&context};
          unsigned long mismatches = 0;
          const auto start = std::chrono::steady_clock::now();
          for (long i = 0; i < cycles; ++i) {
            const int code = static_cast<int>(i);
            model.w_i = code & 15;
            model.x_i = (code >> 4) & 255;
            model.eval();
            const int w = static_cast<int>(static_cast<unsigned>(code) << 28) >> 28;
            const int x = static_cast<int>(static_cast<unsigned>(code) << 20) >> 24;
            mismatches += model.p_o != ((w * x) & 0xfff);
          }
          const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
          printf("%.9f %lu\n", time.count(), mismatches);
        }
        """;

    public static void Run(TextWriter output, BenchDesign design, VerilatedBuild builder)
    {
        var library = builder.GetOrBuild(design.Sources, design.Top,
            new BuildOptions { Optimization = OptimizationLevel.O2, KeepSources = true });
        using var cpp = new CppTestBench(library, builder.FindTools(), Main);
        using var first = library.Create();
        using var second = library.Create();
        var contest = new Contest(output, "PE, million vectors a second, filled, run and checked", 1e6);
        contest.Add("C++ test bench", () => cpp.Run(1L << 24));
        contest.Add("host, batches of 4096", () => Timed(1L << 24, cycles => Batched(first, cycles)));
        contest.Add("host, two threads with an instance each", () => Timed(1L << 25, cycles =>
        {
            var other = Task.Run(() => Batched(second, cycles / 2));
            return Batched(first, cycles / 2) + other.GetAwaiter().GetResult();
        }));
        contest.Add("host, one call a signal and an evaluation", () => Timed(1L << 21, cycles => OneByOne(first, cycles)));
        contest.Run(checksum: 0);
    }

    private static Round Timed(long cycles, Func<long, ulong> run)
    {
        long start = Stopwatch.GetTimestamp();
        ulong mismatches = run(cycles);
        return new Round(cycles, Stopwatch.GetElapsedTime(start).TotalSeconds, mismatches);
    }

    private static ulong Batched(VerilatedModel model, long cycles)
    {
        var layout = model.Layout;
        if (layout.InputWords != 2 || layout.OutputWords != 1 || layout["w_i"].Offset != 0)
        {
            throw new ArgumentException($"module {layout.Module.Name} has not the ports w_i, x_i and p_o alone");
        }

        var inputs = layout.NewInputs(Batch);
        var outputs = layout.NewOutputs(Batch);
        ulong mismatches = 0;
        for (long done = 0; done < cycles; done += Batch)
        {
            Fill(MemoryMarshal.Cast<uint, ulong>(inputs.AsSpan()), (ulong)done);
            model.Run(inputs, outputs, Batch);
            mismatches += Check(MemoryMarshal.Cast<uint, int>(outputs.AsSpan()), (int)done);
        }

        return mismatches;
    }

    // One record: w_i in the low word, x_i in the high one.
    private static void Fill(Span<ulong> records, ulong code)
    {
        var codes = Vector<ulong>.Indices + new Vector<ulong>(code);
        foreach (ref var record in MemoryMarshal.Cast<ulong, Vector<ulong>>(records))
        {
            record = (codes & new Vector<ulong>(15)) | (((codes >> 4) & new Vector<ulong>(255)) << 32);
            codes += new Vector<ulong>((ulong)Vector<ulong>.Count);
        }
    }

    private static ulong Check(ReadOnlySpan<int> products, int code)
    {
        var codes = Vector<int>.Indices + new Vector<int>(code);
        var equal = Vector<int>.Zero;
        foreach (var product in MemoryMarshal.Cast<int, Vector<int>>(products))
        {
            var expected = ((codes << 28) >> 28) * ((codes << 20) >> 24) & new Vector<int>(0xfff);
            equal -= Vector.Equals(expected, product);
            codes += new Vector<int>(Vector<int>.Count);
        }

        return (ulong)(products.Length - Vector.Sum(equal));
    }

    private static ulong OneByOne(VerilatedModel model, long cycles)
    {
        var (w, x, p) = (model.Layout["w_i"], model.Layout["x_i"], model.Layout["p_o"]);
        ulong mismatches = 0;
        for (long i = 0; i < cycles; i++)
        {
            int code = (int)i;
            model.Poke(w, (ulong)code & 15);
            model.Poke(x, (ulong)(code >> 4) & 255);
            model.Evaluate();
            int expected = ((code << 28) >> 28) * ((code << 20) >> 24) & 0xfff;
            mismatches += model.Peek(p) == (ulong)expected ? 0UL : 1;
        }

        return mismatches;
    }
}
