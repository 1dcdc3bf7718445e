using System.Diagnostics;
using MixPe.Sim.Build;
using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>A clocked 16×16 array under random stimulus: each way draws the same numbers and hashes every output
/// word, so that equal checksums mean equal outputs in every cycle.</summary>
internal static class ArrayBenchmark
{
    private const int Batch = 1024;
    private const int Cycles = 256 * Batch;
    // Outputs count from the first cycle after reset: what was before is random.
    private const int Reset = 2;
    private const ulong Seed = 0x9e3779b97f4a7c15;

    private const string Main = """
        #include <chrono>
        #include <cstdio>
        #include <cstdlib>
        double sc_time_stamp() { return 0; }
        static unsigned long state = 0x9e3779b97f4a7c15ul;
        static inline unsigned long draw() {
          state ^= state << 13;
          state ^= state >> 7;
          state ^= state << 17;
          return state;
        }
        int main(int, char** arguments) {
          const long cycles = atol(arguments[1]);
          VerilatedContext context;
          MODEL model{&context};
          unsigned long hash = 0;
          const auto start = std::chrono::steady_clock::now();
          for (long i = 0; i < cycles; ++i) {
            const unsigned long x0 = draw();
            const unsigned long x1 = draw();
            const unsigned long w = draw();
            model.rst_ni = i >= 2;
            model.drain_i = (i & 63) < 16;
            model.x_i[0] = static_cast<unsigned>(x0);
            model.x_i[1] = static_cast<unsigned>(x0 >> 32);
            model.x_i[2] = static_cast<unsigned>(x1);
            model.x_i[3] = static_cast<unsigned>(x1 >> 32);
            model.w_i = w;
            model.clk_i = 0;
            model.eval();
            if (i >= 2) {
              for (int k = 0; k < 12; ++k) hash = hash * 31 + model.y_o[k];
            }
            model.clk_i = 1;
            model.eval();
          }
          const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
          printf("%.9f %lu\n", time.count(), hash);
        }
        """;

    public static void Run(TextWriter output, BenchDesign design, VerilatedBuild builder)
    {
        var library = builder.GetOrBuild(design.Sources, design.Top,
            new BuildOptions { Optimization = OptimizationLevel.O2, KeepSources = true });
        using var cpp = new CppTestBench(library, builder.FindTools(), Main);
        var contest = new Contest(output, "16x16 array, million cycles a second", 1e6);
        contest.Add("C++ test bench", () => cpp.Run(Cycles));
        contest.Add("host, batches of 1024", () => Timed(library, Batched));
        contest.Add("host, one call a signal and an evaluation", () => Timed(library, OneByOne));
        contest.Run(checksum: null);
    }

    private static Round Timed(VerilatedLibrary library, Func<VerilatedModel, ulong> run)
    {
        using var model = library.Create();
        long start = Stopwatch.GetTimestamp();
        ulong hash = run(model);
        return new Round(Cycles, Stopwatch.GetElapsedTime(start).TotalSeconds, hash);
    }

    private static ulong Batched(VerilatedModel model)
    {
        var inputs = model.Layout.NewInputs(Batch);
        var outputs = model.Layout.NewOutputs(Batch);
        ulong state = Seed;
        ulong hash = 0;
        for (int done = 0; done < Cycles; done += Batch)
        {
            Fill(model.Layout, inputs, done, ref state);
            model.Run(inputs, outputs, Batch);
            hash = Hash(outputs.AsSpan(done == 0 ? Reset * model.Layout.OutputWords : 0), hash);
        }

        return hash;
    }

    // A method a batch: the runtime compiles best what is called often.
    private static void Fill(RecordLayout layout, uint[] inputs, int done, ref ulong state)
    {
        var (reset, drain, x, w) = (
            layout["rst_ni"].Offset, layout["drain_i"].Offset, layout["x_i"].Offset, layout["w_i"].Offset);
        for (int i = 0; i < Batch; i++)
        {
            var record = inputs.AsSpan(i * layout.InputWords, layout.InputWords);
            record[reset] = done + i >= Reset ? 1u : 0;
            record[drain] = (i & 63) < 16 ? 1u : 0;
            Split(record[x..], Draw(ref state));
            Split(record[(x + 2)..], Draw(ref state));
            Split(record[w..], Draw(ref state));
        }
    }

    private static ulong Hash(ReadOnlySpan<uint> outputs, ulong hash)
    {
        foreach (uint word in outputs)
        {
            hash = (hash * 31) + word;
        }

        return hash;
    }

    private static ulong OneByOne(VerilatedModel model)
    {
        var layout = model.Layout;
        var ports = new Ports(
            layout["rst_ni"], layout["drain_i"], layout["x_i"], layout["w_i"], layout["clk_i"], layout["y_o"]);
        ulong state = Seed;
        ulong hash = 0;
        for (int i = 0; i < Cycles; i++)
        {
            hash = OneCycle(model, ports, i, ref state, hash);
        }

        return hash;
    }

    private static ulong OneCycle(VerilatedModel model, Ports ports, int cycle, ref ulong state, ulong hash)
    {
        Span<uint> x = stackalloc uint[4];
        Span<uint> y = stackalloc uint[12];
        Split(x, Draw(ref state));
        Split(x[2..], Draw(ref state));
        model.PokeWide(ports.X, x);
        model.Poke(ports.W, Draw(ref state));
        model.Poke(ports.Reset, cycle >= Reset ? 1UL : 0);
        model.Poke(ports.Drain, (cycle & 63) < 16 ? 1UL : 0);
        model.Poke(ports.Clock, 0);
        model.Evaluate();
        model.PeekWide(ports.Y, y);
        model.Poke(ports.Clock, 1);
        model.Evaluate();
        return cycle >= Reset ? Hash(y, hash) : hash;
    }

    private static void Split(Span<uint> words, ulong value)
    {
        words[0] = (uint)value;
        words[1] = (uint)(value >> 32);
    }

    // Marsaglia's xorshift64.
    private static ulong Draw(ref ulong state)
    {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        return state;
    }

    private sealed record Ports(
        PortSlice Reset, PortSlice Drain, PortSlice X, PortSlice W, PortSlice Clock, PortSlice Y);
}
