using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>The PE's arithmetic, the combinational unit NAME_mac: filled, run and checked against the golden sum.
/// </summary>
internal static class MacBenchmark
{
    private const int Batch = 1024;

    public static void Run(TextWriter output, BenchUnit unit)
    {
        using var cpp = new CppTestBench(unit.Library, unit.Toolchain, "mac.cpp");
        using VerilatedModel first = unit.Library.Create();
        using VerilatedModel second = unit.Library.Create();
        var vectors = new MacVectors(first.Layout);
        RequireCheckThatFails(first, vectors);
        var contest = new Contest(
            output,
            $"combinational module {first.Layout.Module.Name} (lanes 1, target fpga), million vectors a second, "
            + "filled, run and checked",
            1e6);
        contest.Add("C++ test bench", () => cpp.Run(1L << 24));
        contest.Add($"host, batches of {Batch}", () => Timed(1L << 24, count => Batched(first, vectors, count)));
        contest.Add("host, two threads with an instance each", () => Timed(1L << 25, count =>
        {
            var other = Task.Run(() => Batched(second, vectors, count / 2));
            return Batched(first, vectors, count / 2) + other.GetAwaiter().GetResult();
        }));
        contest.Add(
            "host, one call a signal and an evaluation", () => Timed(1L << 21, count => OneByOne(first, count)));
        contest.Run(checksum: 0);
    }

    // A check that cannot fail would make every figure worthless.
    private static void RequireCheckThatFails(VerilatedModel model, MacVectors vectors)
    {
        var (inputs, outputs) = (model.Layout.NewInputs(Batch), model.Layout.NewOutputs(Batch));
        vectors.Fill(inputs, 0);
        model.Run(inputs, outputs, Batch);
        for (int i = 0; i < Batch; i++)
        {
            outputs[i] ^= 1u << (i % 19);
        }

        ulong mismatches = MacVectors.Mismatches(outputs, 0);
        if (mismatches != Batch)
        {
            throw new InvalidOperationException($"{Batch} wrong answers counted as {mismatches}");
        }
    }

    private static Round Timed(long cycles, Func<long, ulong> run) => Watch.Time(cycles, () => run(cycles));

    private static ulong Batched(VerilatedModel model, MacVectors vectors, long cycles)
    {
        var (inputs, outputs) = (model.Layout.NewInputs(Batch), model.Layout.NewOutputs(Batch));
        ulong mismatches = 0;
        for (long done = 0; done < cycles; done += Batch)
        {
            vectors.Fill(inputs, (uint)done);
            model.Run(inputs, outputs, Batch);
            mismatches += MacVectors.Mismatches(outputs, (uint)done);
        }

        return mismatches;
    }

    private static ulong OneByOne(VerilatedModel model, long cycles)
    {
        RecordLayout layout = model.Layout;
        var (w, x, state, answer) = (layout["w_i"], layout["x_i"], layout["state_i"], layout["state_o"]);
        ulong mismatches = 0;
        for (long i = 0; i < cycles; i++)
        {
            var (weight, activation, sum) = MacVectors.At((uint)i);
            model.Poke(w, weight);
            model.Poke(x, activation);
            model.Poke(state, sum);
            model.Evaluate();
            mismatches += model.Peek(answer) == MacVectors.Expected(weight, activation, sum) ? 0UL : 1;
        }

        return mismatches;
    }
}
