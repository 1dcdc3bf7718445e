using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays tiles to a dequantization unit: one row a cycle, noise in the idle ones; a result after the last group
/// in exactly the stated number of cycles, and the output holding still until the next one.</summary>
internal static class DequantStimulus
{
    private const int ResetCycles = 2;

    public static Stimulus Of(RecordLayout layout, Datapath path, IReadOnlyList<DequantTile> tiles)
    {
        List<Cycle> cycles = Reset();
        foreach (DequantTile tile in tiles)
        {
            Add(cycles, path, tile, DequantGolden.Results(path, tile));
        }

        int latency = path.DequantLatency;
        cycles.AddRange(Enumerable.Range(0, latency + 2).Select(i => Idle(i)));
        var stimulus = new Stimulus(layout, cycles.Count);
        uint held = 0;
        int reset = 0;
        for (int t = 0; t < cycles.Count; t++)
        {
            Write(stimulus, path.Design, t, cycles[t]);
            if (t > 0)
            {
                // What entered before a reset is gone, and so is what was held.
                held = cycles[t - 1].IsReset ? 0 : held;
                reset = cycles[t - 1].IsReset ? t : reset;
                uint? result = t - latency >= reset ? cycles[t - latency].Result : null;
                held = result ?? held;
                stimulus.Expect(t, "y_valid_o", result is null ? 0u : 1);
                stimulus.Expect(t, "y_o", held);
            }
        }

        return stimulus;
    }

    /// <summary>Results of each tile that are compared: those that no reset cuts off or overtakes.</summary>
    public static IReadOnlyList<long> Compared(Datapath path, IReadOnlyList<DequantTile> tiles)
    {
        List<Cycle> cycles = Reset();
        List<(int Start, int End)> ranges = [];
        foreach (DequantTile tile in tiles)
        {
            int start = cycles.Count;
            Add(cycles, path, tile, new uint[tile.RowScales.Length]);
            ranges.Add((start, cycles.Count));
        }

        bool IsLost(int entered) => Enumerable.Range(entered, Math.Min(path.DequantLatency, cycles.Count - entered))
            .Any(t => cycles[t].IsReset);
        return
        [
            .. ranges.Select(range => (long)Enumerable.Range(range.Start, range.End - range.Start)
                .Count(t => cycles[t].Result is not null && !IsLost(t))),
        ];
    }

    private static List<Cycle> Reset() =>
        [.. Enumerable.Range(0, ResetCycles).Select(i => Idle(i) with { IsReset = true })];

    private static void Add(List<Cycle> cycles, Datapath path, DequantTile tile, uint[] results)
    {
        var random = new Random(tile.Noise);
        int rows = tile.RowScales.Length;
        int count = tile.IsWhole ? tile.Entries.Length : Math.Min(tile.ResetAfter, tile.Entries.Length);
        for (int i = 0; i < count; i++)
        {
            while (random.Next(100) < tile.IdlePercent)
            {
                cycles.Add(Idle(random.Next()));
            }

            int first = tile.Entries.Length - rows;
            bool isEnd = i >= first;
            uint? result = isEnd ? results[i - first] : null;
            cycles.Add(new Cycle(
                tile.Entries[i], tile.RowScales[i % rows], i < rows, isEnd, false, random.Next(), result)
            {
                IsWhole = path.Design.HasMinima ? DequantGolden.IsWhole(path, tile, i / rows) : isEnd,
            });
        }

        if (!tile.IsWhole)
        {
            for (int i = random.Next(1, 3); i > 0; i--)
            {
                cycles.Add(Idle(random.Next()) with { IsReset = true });
            }
        }
    }

    private static Cycle Idle(int noise) => new(null, 0, false, false, false, noise, null);

    private static void Write(Stimulus stimulus, Design design, int t, Cycle cycle)
    {
        var random = new Random(cycle.Noise);
        foreach (PortSlice port in stimulus.Layout.Inputs)
        {
            stimulus.Set(t, port, new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()));
        }

        stimulus.Set(t, "rst_ni", cycle.IsReset ? 0u : 1);
        stimulus.Set(t, "valid_i", cycle.Entry is null ? 0u : 1);
        if (cycle.Entry is not { } entry)
        {
            foreach (PortSlice port in stimulus.Layout.Inputs.Where(port => port.Name is not ("rst_ni" or "valid_i")))
            {
                stimulus.SetFree(t, port);
            }

            return;
        }

        stimulus.Set(t, "first_i", cycle.IsFirst ? 1u : 0);
        stimulus.Set(t, "end_i", cycle.IsEnd ? 1u : 0);
        stimulus.Set(t, "dot_i", entry.Dot);
        stimulus.Set(t, "scale_i", design.HasIntegerScale ? (uint)entry.Scale << design.FloatScale.Bits | entry.ChannelScale : entry.Scale);
        if (design.HasIntegerScale && !cycle.IsWhole)
        {
            ScalePort.SetChannelFree(stimulus, t, design, 0);
        }

        if (design.AlignsActivations)
        {
            stimulus.Set(t, "exp_i", (uint)entry.Exp);
            stimulus.Set(t, "special_i", entry.IsSpecial ? 1u : 0);
        }

        if (design.ZeroPoint)
        {
            stimulus.Set(t, "sum_i", entry.Sum);
            stimulus.Set(t, "zero_i", entry.Zero);
        }

        if (design.HasMinima)
        {
            stimulus.Set(t, "sum_i", entry.Sum);
            stimulus.Set(t, "zero_i", (uint)entry.Unit << SuperGroups.MinimumBits | entry.Minimum);
            if (!cycle.IsWhole)
            {
                ScalePort.SetUnitFree(stimulus, t, design, 0);
            }
        }

        if (design.ActivationGroupScale is not null)
        {
            stimulus.Set(t, "x_scale_i", entry.ActivationScale);
            if (design.HasMinima && !cycle.IsWhole)
            {
                stimulus.SetFree(t, "x_scale_i");
            }
        }

        // Without an end the scale of the row stays noise.
        if (design.ActivationScale && cycle.IsEnd)
        {
            stimulus.Set(t, "x_scale_i", cycle.RowScale);
        }
        else if (design.ActivationScale)
        {
            stimulus.SetFree(t, "x_scale_i");
        }
    }

    private sealed record Cycle(
        DequantEntry? Entry, ushort RowScale, bool IsFirst, bool IsEnd, bool IsReset, int Noise, uint? Result)
    {
        /// <summary>The last group of what has a binary16 scale: of K, or of a super group.</summary>
        public bool IsWhole { get; init; }
    }
}
