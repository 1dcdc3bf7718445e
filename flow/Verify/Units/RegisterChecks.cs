using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The tile's registers behind AXI4-Lite.</summary>
internal static class RegisterChecks
{
    private const int Scenarios = 8;
    private const int Cycles = 1500;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "tile_regs/accesses", "tile_regs", VerifyLevel.Quick,
            "reads and writes in any order at any address, whatever the tile does meanwhile: every output in every cycle",
            _ => true,
            run => Enumerable.Range(0, run.Count(Scenarios)).Select(i => Scenario(run, i))),
    ];

    private static SequenceScenario<RegisterCycle> Scenario(CheckRun run, int index)
    {
        Random random = run.Random("tile_regs/accesses", index);
        IReadOnlyList<Register> map = RegisterMap.Of(new TileShape(run.Design));
        int calm = random.Next(1, 20);
        return new SequenceScenario<RegisterCycle>(
            [.. Enumerable.Range(0, Cycles).Select(i => Draw(random, map, calm, i < 2 || random.Next(200) == 0))],
            (layout, cycles) => Render(layout, map, cycles),
            Simpler,
            cycles => [.. cycles.Select(cycle => cycle.IsReset ? 0L : 1)]);
    }

    private static RegisterCycle Draw(Random random, IReadOnlyList<Register> map, int calm, bool isReset) => new(
        isReset,
        random.Next(2) == 0 ? Address(random, map) : null,
        random.Next(2) == 0 ? ((uint)random.NextInt64(1L << 32), random.Next(2) == 0 ? (uint)random.Next(16) : 15) : null,
        random.Next(3) != 0,
        random.Next(2) == 0 ? Address(random, map) : null,
        random.Next(3) != 0,
        random.Next(100) == 0,
        Inputs(random, map, calm));

    // Mostly of a register.
    private static uint Address(Random random, IReadOnlyList<Register> map)
    {
        Register register = map[random.Next(map.Count)];
        uint word = register.Access == RegisterAccess.Counter && random.Next(2) == 0 ? 4u : 0;
        return random.Next(8) == 0
            ? (uint)random.Next(256)
            : (uint)register.Offset + word + (random.Next(8) == 0 ? (uint)random.Next(4) : 0);
    }

    private static Dictionary<string, ulong> Inputs(Random random, IReadOnlyList<Register> map, int calm)
    {
        Dictionary<string, ulong> inputs = new(StringComparer.Ordinal);
        foreach (Register register in map)
        {
            switch (register.Access)
            {
                case RegisterAccess.Status:
                    foreach (RegisterField field in register.Fields)
                    {
                        inputs[field.Name] = (ulong)random.Next(2);
                    }

                    break;
                case RegisterAccess.Event:
                    foreach (RegisterField field in register.Fields)
                    {
                        inputs[field.Name] = random.Next(calm) == 0 ? 1u : 0;
                    }

                    break;
                case RegisterAccess.Counter:
                    // From a single step to more than 64 bits hold.
                    inputs[register.Name] = (ulong)random.NextInt64() << 1 >> random.Next(64);
                    break;
                default:
                    break;
            }
        }

        return inputs;
    }

    private static IEnumerable<RegisterCycle> Simpler(RegisterCycle cycle)
    {
        if (cycle.WriteAddress is not null || cycle.WriteData is not null)
        {
            yield return cycle with { WriteAddress = null, WriteData = null };
        }

        if (cycle.ReadAddress is not null)
        {
            yield return cycle with { ReadAddress = null };
        }

        if (cycle.Inputs.Values.Any(value => value != 0))
        {
            yield return cycle with { Inputs = cycle.Inputs.ToDictionary(input => input.Key, _ => 0ul, StringComparer.Ordinal) };
        }
    }

    private static Stimulus Render(RecordLayout layout, IReadOnlyList<Register> map, IReadOnlyList<RegisterCycle> cycles)
    {
        var stimulus = new Stimulus(layout, cycles.Count);
        RegisterModel model = new(map);
        bool isKnown = false;
        for (int t = 0; t < cycles.Count; t++)
        {
            Write(stimulus, t, cycles[t]);
            if (isKnown)
            {
                Expect(stimulus, t, map, model, cycles[t]);
            }

            model.Clock(cycles[t]);
            isKnown |= cycles[t].IsReset;
        }

        return stimulus;
    }

    private static void Write(Stimulus stimulus, int t, RegisterCycle cycle)
    {
        stimulus.Set(t, "rst_ni", cycle.IsReset ? 0u : 1);
        Offer(stimulus, t, "awvalid_i", ("awaddr_i", cycle.WriteAddress));
        Offer(stimulus, t, "wvalid_i", ("wdata_i", cycle.WriteData?.Data), ("wstrb_i", cycle.WriteData?.Strobes));
        Offer(stimulus, t, "arvalid_i", ("araddr_i", cycle.ReadAddress));
        stimulus.Set(t, "bready_i", cycle.TakesAnswer ? 1u : 0);
        stimulus.Set(t, "rready_i", cycle.TakesData ? 1u : 0);
        stimulus.Set(t, "clear_i", cycle.IsCleared ? 1u : 0);
        foreach (var (name, value) in cycle.Inputs)
        {
            stimulus.Set(t, $"{name}_i", value);
        }
    }

    // What is not offered must not be looked at.
    private static void Offer(Stimulus stimulus, int t, string valid, params (string Port, uint? Value)[] what)
    {
        stimulus.Set(t, valid, what[0].Value is null ? 0u : 1);
        foreach (var (port, value) in what)
        {
            if (value is { } offered)
            {
                stimulus.Set(t, port, offered);
            }
            else
            {
                stimulus.SetFree(t, port);
            }
        }
    }

    private static void Expect(
        Stimulus stimulus, int t, IReadOnlyList<Register> map, RegisterModel model, RegisterCycle cycle)
    {
        stimulus.Expect(t, "awready_o", model.TakesAddress ? 1u : 0);
        stimulus.Expect(t, "wready_o", model.TakesData ? 1u : 0);
        stimulus.Expect(t, "bvalid_o", model.Answer is null ? 0u : 1);
        stimulus.Expect(t, "arready_o", model.Read is null ? 1u : 0);
        stimulus.Expect(t, "rvalid_o", model.Read is null ? 0u : 1);
        stimulus.Expect(t, "irq_o", model.IsInterrupting ? 1u : 0);
        if (model.Answer is { } answer)
        {
            stimulus.Expect(t, "bresp_o", answer);
        }

        if (model.Read is { } read)
        {
            stimulus.Expect(t, "rdata_o", read.Data);
            stimulus.Expect(t, "rresp_o", read.Answer);
        }

        IReadOnlySet<string> commands = model.Commands(cycle);
        foreach (Register register in map)
        {
            if (register.Access == RegisterAccess.Configuration)
            {
                stimulus.Expect(t, $"{register.Name}_o", model.Kept(register.Name));
            }
            else if (register.Access == RegisterAccess.Command)
            {
                foreach (RegisterField field in register.Fields)
                {
                    stimulus.Expect(t, $"{field.Name}_o", commands.Contains(field.Name) ? 1u : 0);
                }
            }
        }
    }
}
