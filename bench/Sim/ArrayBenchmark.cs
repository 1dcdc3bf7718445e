using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>The clocked array of a design under random GEMM tiles: every way draws the same numbers and hashes all
/// results, so that equal hashes mean equal results in every cycle.</summary>
internal static class ArrayBenchmark
{
    private const int Batch = 1024;
    private const int GoldenTiles = 32;
    private const double RoundSeconds = 0.8;

    public static void Run(TextWriter output, BenchUnit unit)
    {
        using var cpp = new CppTestBench(
            unit.Library,
            unit.Toolchain,
            "array.cpp",
            $"BEATS={unit.Design.Group / unit.Design.Lanes}",
            $"GROUPS={ArrayStimulus.GroupsPerTile}",
            $"RESET={ArrayStimulus.Reset}",
            $"COLUMNS={unit.Design.Columns}");
        using VerilatedModel model = unit.Library.Create();
        int compared = ArrayGoldenCheck.Run(model, unit.Design, GoldenTiles);

        // All rounds run the same cycles, or their hashes could not be compared.
        long cycles = Math.Max(1, (long)(cpp.Run(4 * Batch).Rate * RoundSeconds / Batch)) * Batch;
        var contest = new Contest(
            output,
            $"clocked module {unit.Library.Layout.Module.Name} ({unit.Design.Rows}x{unit.Design.Columns}, lanes "
            + $"{unit.Design.Lanes}, target {unit.Design.Target.ToString().ToLowerInvariant()}; {compared} outputs "
            + "equal the golden model's, all ways equal these), thousand cycles a second",
            1e3);
        contest.Add("C++ test bench", () => cpp.Run(cycles));
        contest.Add($"host, batches of {Batch}", () => Timed(unit, cycles, Batched));
        contest.Add("host, one call a signal and an evaluation", () => Timed(unit, cycles, OneByOne));
        contest.Run(checksum: null);
    }

    private static Round Timed(BenchUnit unit, long cycles, Action<VerilatedModel, ArrayStimulus, ArrayHash, long> run)
    {
        using VerilatedModel model = unit.Library.Create();
        var stimulus = new ArrayStimulus(model.Layout, unit.Design);
        var hash = new ArrayHash(model.Layout);
        return Watch.Time(cycles, () =>
        {
            run(model, stimulus, hash, cycles);
            return hash.Value;
        });
    }

    private static void Batched(VerilatedModel model, ArrayStimulus stimulus, ArrayHash hash, long cycles)
    {
        var (inputs, outputs) = (model.Layout.NewInputs(Batch), model.Layout.NewOutputs(Batch));
        for (long done = 0; done < cycles; done += Batch)
        {
            stimulus.Fill(inputs, done);
            model.Run(inputs, outputs, Batch);

            // Results count from the first cycle after reset: what was before is random.
            hash.Add(outputs.AsSpan(done == 0 ? ArrayStimulus.Reset * model.Layout.OutputWords : 0));
        }
    }

    private static void OneByOne(VerilatedModel model, ArrayStimulus stimulus, ArrayHash hash, long cycles)
    {
        RecordLayout layout = model.Layout;
        var ports = new Handshake(
            layout["clk_i"], layout["rst_ni"], layout["valid_i"], layout["last_i"], layout["end_i"],
            layout["ready_o"], layout["y_valid_o"], layout["y_o"]);
        for (long cycle = 0; cycle < cycles; cycle++)
        {
            OneCycle(model, stimulus, hash, ports, cycle);
        }
    }

    private static void OneCycle(
        VerilatedModel model, ArrayStimulus stimulus, ArrayHash hash, Handshake ports, long cycle)
    {
        Span<uint> words = stackalloc uint[64];
        var (runs, last, end) = stimulus.At(cycle);
        model.Poke(ports.Reset, runs ? 1UL : 0);
        model.Poke(ports.Valid, runs ? 1UL : 0);
        model.Poke(ports.Last, last ? 1UL : 0);
        model.Poke(ports.End, end ? 1UL : 0);
        for (int i = 0; i < stimulus.Operands.Count; i++)
        {
            var (port, mask) = stimulus.Operands[i];
            stimulus.Draw(words[..port.Words], mask);
            model.PokeWide(port, words[..port.Words]);
        }

        model.Poke(ports.Clock, 0);
        model.Evaluate();
        if (runs)
        {
            model.PeekWide(ports.Y, words[..ports.Y.Words]);
            hash.Add((uint)model.Peek(ports.Ready), (uint)model.Peek(ports.YValid), words[..ports.Y.Words]);
        }

        model.Poke(ports.Clock, 1);
        model.Evaluate();
    }

    private sealed record Handshake(
        PortSlice Clock,
        PortSlice Reset,
        PortSlice Valid,
        PortSlice Last,
        PortSlice End,
        PortSlice Ready,
        PortSlice YValid,
        PortSlice Y);
}
