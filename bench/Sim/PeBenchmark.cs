using MixPe.Sim.Host;

namespace MixPe.Bench.Sim;

/// <summary>The clocked PE, the unit NAME_pe with its registers: a beat every cycle, all outputs checked.</summary>
internal static class PeBenchmark
{
    private const int Batch = 1024;

    public static void Run(TextWriter output, BenchUnit unit)
    {
        using var cpp = new CppTestBench(
            unit.Library, unit.Toolchain, "pe.cpp", $"GROUP={unit.Design.Group}", $"RESET={PeBeats.Reset}");
        RequireCheckThatFails(unit);
        var contest = new Contest(
            output,
            $"clocked module {unit.Library.Layout.Module.Name} (lanes {unit.Design.Lanes}, target "
            + $"{unit.Design.Target.ToString().ToLowerInvariant()}), million cycles a second, filled, run and checked",
            1e6);
        contest.Add("C++ test bench", () => cpp.Run(1L << 23));
        contest.Add($"host, batches of {Batch}", () => Timed(unit, 1L << 23, Batched));
        contest.Add("host, one call a signal and an evaluation", () => Timed(unit, 1L << 20, OneByOne));
        contest.Run(checksum: 0);
    }

    // A check that cannot fail would make every figure worthless: another group length must be noticed.
    private static void RequireCheckThatFails(BenchUnit unit)
    {
        using VerilatedModel model = unit.Library.Create();
        var beats = new PeBeats(model.Layout, unit.Design);
        var shorter = new PeBeats(model.Layout, unit.Design with { Group = unit.Design.Group - 1 });
        var wrong = new PeCheck(model.Layout, shorter);
        var (inputs, outputs) = (model.Layout.NewInputs(Batch), model.Layout.NewOutputs(Batch));
        beats.Fill(inputs, 0);
        model.Run(inputs, outputs, Batch);
        wrong.Add(outputs, 0);
        if (wrong.Mismatches < Batch / 2)
        {
            throw new InvalidOperationException($"a wrong group length counted as {wrong.Mismatches} mismatches");
        }
    }

    private static Round Timed(BenchUnit unit, long cycles, Action<VerilatedModel, PeBeats, PeCheck, long> run)
    {
        using VerilatedModel model = unit.Library.Create();
        var beats = new PeBeats(model.Layout, unit.Design);
        var check = new PeCheck(model.Layout, beats);
        return Watch.Time(cycles, () =>
        {
            run(model, beats, check, cycles);
            return check.Mismatches;
        });
    }

    private static void Batched(VerilatedModel model, PeBeats beats, PeCheck check, long cycles)
    {
        var (inputs, outputs) = (model.Layout.NewInputs(Batch), model.Layout.NewOutputs(Batch));
        for (long done = 0; done < cycles; done += Batch)
        {
            beats.Fill(inputs, done);
            model.Run(inputs, outputs, Batch);
            check.Add(outputs, done);
        }
    }

    private static void OneByOne(VerilatedModel model, PeBeats beats, PeCheck check, long cycles)
    {
        RecordLayout layout = model.Layout;
        var (clock, reset, first, last, x, w) = (
            layout["clk_i"], layout["rst_ni"], layout["first_i"], layout["last_i"], layout["x_i"], layout["w_i"]);
        var (firstOut, lastOut, xOut, wOut, dot) = (
            layout["first_o"], layout["last_o"], layout["x_o"], layout["w_o"], layout["dot_o"]);
        for (long cycle = 0; cycle < cycles; cycle++)
        {
            long beat = cycle - PeBeats.Reset;
            var (codeX, codeW) = PeBeats.At(beat);
            var (isFirst, isLast) = beats.Edges(beat);
            model.Poke(reset, beat >= 0 ? 1UL : 0);
            model.Poke(first, beat >= 0 && isFirst ? 1UL : 0);
            model.Poke(last, beat >= 0 && isLast ? 1UL : 0);
            model.Poke(x, codeX);
            model.Poke(w, codeW);
            model.Poke(clock, 0);
            model.Evaluate();
            check.Add(
                cycle, (uint)model.Peek(firstOut), (uint)model.Peek(lastOut), (uint)model.Peek(xOut),
                (uint)model.Peek(wOut), (uint)model.Peek(dot));
            model.Poke(clock, 1);
            model.Evaluate();
        }
    }
}
