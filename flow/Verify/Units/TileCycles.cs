using MixPe.Generator.Designs;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Cycles of a tile as a stimulus.</summary>
internal static class TileCycles
{
    private const uint Fine = 0;
    private const uint Refused = 2;

    /// <summary>Writes them.</summary>
    public static Stimulus Write(RecordLayout layout, Design design, IReadOnlyList<TileCycle> cycles)
    {
        var stimulus = new Stimulus(layout, cycles.Count);
        var noise = new Random(cycles.Count);
        for (int t = 0; t < cycles.Count; t++)
        {
            TileCycle record = cycles[t];
            // Whatever is not looked at is anything.
            stimulus.SetNoise(t, noise);
            stimulus.Set(t, "rst_ni", record.IsReset ? 0u : 1);
            WriteBeat(stimulus, t, "s_axis_x", record.X, record.IsDropping);
            WriteBeat(stimulus, t, "s_axis_w", record.W, record.IsDropping);
            if (design.HasAddend)
            {
                WriteBeat(stimulus, t, "s_axis_c", record.C, record.IsDropping);
            }

            stimulus.Set(t, "m_axis_y_tready_i", record.TakesY ? 1u : 0);
            WriteAccess(stimulus, t, record.Access);
            if (record.IsReset)
            {
                continue;
            }

            stimulus.Expect(t, "s_axis_x_tready_o", record.IsXReady ? 1u : 0);
            stimulus.Expect(t, "s_axis_w_tready_o", record.IsWReady ? 1u : 0);
            if (design.HasAddend)
            {
                stimulus.Expect(t, "s_axis_c_tready_o", record.IsCReady ? 1u : 0);
            }

            stimulus.Expect(t, "irq_o", record.IsInterrupted ? 1u : 0);
            ExpectResult(stimulus, design, t, record);
            ExpectAccess(stimulus, t, record.Access);
        }

        return stimulus;
    }

    private static void WriteBeat(Stimulus stimulus, int t, string name, StreamBeat? beat, bool isDropped)
    {
        stimulus.Set(t, $"{name}_tvalid_i", beat is null ? 0u : 1);
        PortSlice data = stimulus.Layout[$"{name}_tdata_i"];
        PortSlice keep = stimulus.Layout[$"{name}_tkeep_i"];
        if (beat is null || isDropped)
        {
            stimulus.SetFree(t, data);
            stimulus.SetFree(t, keep);
            stimulus.SetFree(t, $"{name}_tlast_i");
            return;
        }

        WriteBytes(stimulus, t, data, beat);
        WriteWords(stimulus, t, keep, beat.Keep);
        stimulus.Set(t, $"{name}_tlast_i", beat.Last ? 1u : 0);
    }

    // Bytes that hold nothing are not looked at.
    private static void WriteBytes(Stimulus stimulus, int t, PortSlice data, StreamBeat beat)
    {
        for (int b = 0; b < data.Bits / 8; b++)
        {
            if ((beat.Keep[b / 32] >> (b % 32) & 1) == 0)
            {
                stimulus.SetFreeField(t, data, 8 * b, 8, 0xff);
            }
            else
            {
                stimulus.SetField(t, data, 8 * b, 8, beat.Data[b / 4] >> (8 * (b % 4)) & 0xff);
            }
        }
    }

    private static void WriteWords(Stimulus stimulus, int t, PortSlice port, uint[] words)
    {
        for (int bit = 0; bit < port.Bits; bit += 32)
        {
            stimulus.SetField(t, port, bit, Math.Min(32, port.Bits - bit), words[bit / 32]);
        }
    }

    private static void WriteAccess(Stimulus stimulus, int t, RegisterAccessCycle access)
    {
        stimulus.Set(t, "s_axil_awvalid_i", access.Write is null ? 0u : 1);
        stimulus.Set(t, "s_axil_wvalid_i", access.Write is null ? 0u : 1);
        stimulus.Set(t, "s_axil_bready_i", access.IsHeld ? 0u : 1);
        stimulus.Set(t, "s_axil_arvalid_i", access.Read is null ? 0u : 1);
        stimulus.Set(t, "s_axil_rready_i", access.IsHeld ? 0u : 1);
        if (access.Write is { } write)
        {
            stimulus.Set(t, "s_axil_awaddr_i", (uint)write.Offset);
            stimulus.Set(t, "s_axil_wdata_i", write.Value);
            stimulus.Set(t, "s_axil_wstrb_i", write.Strobes);
        }
        else
        {
            stimulus.SetFree(t, "s_axil_awaddr_i");
            stimulus.SetFree(t, "s_axil_wdata_i");
            stimulus.SetFree(t, "s_axil_wstrb_i");
        }

        if (access.Read is { } address)
        {
            stimulus.Set(t, "s_axil_araddr_i", (uint)address);
        }
        else
        {
            stimulus.SetFree(t, "s_axil_araddr_i");
        }
    }

    private static void ExpectResult(Stimulus stimulus, Design design, int t, TileCycle record)
    {
        int bits = design.Output.Bits;
        PortSlice data = stimulus.Layout["m_axis_y_tdata_o"];
        PortSlice keep = stimulus.Layout["m_axis_y_tkeep_o"];
        stimulus.Expect(t, "m_axis_y_tvalid_o", record.Result is null ? 0u : 1);
        stimulus.Expect(t, "m_axis_y_tlast_o", record.Result is { IsLast: true } ? 1u : 0);
        for (int i = 0; i < design.Tile.YWords; i++)
        {
            bool counts = i < record.Values.Length;
            stimulus.ExpectField(t, data, i * bits, bits, counts ? record.Values[i] : 0);
            stimulus.ExpectField(t, keep, i * bits / 8, bits / 8, counts ? (1ul << (bits / 8)) - 1 : 0);
        }
    }

    private static void ExpectAccess(Stimulus stimulus, int t, RegisterAccessCycle access)
    {
        stimulus.Expect(t, "s_axil_awready_o", access.IsWriting ? 0u : 1);
        stimulus.Expect(t, "s_axil_wready_o", access.IsWriting ? 0u : 1);
        stimulus.Expect(t, "s_axil_bvalid_o", access.IsAnswered ? 1u : 0);
        stimulus.Expect(t, "s_axil_arready_o", access.Answer is null ? 1u : 0);
        stimulus.Expect(t, "s_axil_rvalid_o", access.Answer is null ? 0u : 1);
        if (access.IsAnswered)
        {
            stimulus.Expect(t, "s_axil_bresp_o", access.IsRefused ? Refused : Fine);
        }

        if (access.Answer is { } value)
        {
            stimulus.Expect(t, "s_axil_rdata_o", value);
            stimulus.Expect(t, "s_axil_rresp_o", access.IsRefused ? Refused : Fine);
        }
    }
}
