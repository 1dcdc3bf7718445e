using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays jobs to a tile: every handshake in the cycle that the cycle model states, every result as the golden
/// model has it, and the registers after each job.</summary>
internal sealed class TileStimulus
{
    private const uint Start = 1;
    private const int ResetCycles = 2;

    private readonly Design _design;
    private readonly TileShape _shape;
    private readonly Dictionary<string, Register> _registers;
    private readonly List<Record> _records = [];
    private TileCycleModel _model;
    private uint _interrupts;
    private uint _enabled;
    private bool _wasBusy;

    private TileStimulus(Design design)
    {
        _design = design;
        _shape = new TileShape(design);
        _registers = RegisterMap.Of(_shape).ToDictionary(register => register.Name, StringComparer.Ordinal);
        _model = new TileCycleModel(_shape.Timing);
    }

    /// <summary>Writes the jobs.</summary>
    public static Stimulus Of(RecordLayout layout, Datapath path, IReadOnlyList<TileItem> items)
    {
        TileStimulus play = new(path.Design);
        play.Reset(ResetCycles);
        foreach (TileItem item in items)
        {
            play.Run(item);
        }

        return play.Write(layout);
    }

    private void Reset(int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            _records.Add(new Record { IsReset = true });
        }

        _model = new TileCycleModel(_shape.Timing);
        (_interrupts, _enabled, _wasBusy) = (0, 0, false);
    }

    private void Run(TileItem item)
    {
        GemmOperands o = item.Operands;
        Random random = new(item.Noise);
        Streams streams = new(
            OperandStreams.Activations(_design, o).GetEnumerator(),
            OperandStreams.Weights(_design, o).GetEnumerator(),
            GoldenGemm.Run(_design.Arithmetic, o),
            o.N,
            () => random.Next(100) < item.StallX,
            () => random.Next(100) < item.StallW,
            () => random.Next(100) < item.StallY);
        int left = item.IsWhole ? int.MaxValue : item.ResetAfter;
        WriteRegister("interrupt_enable", 3, streams, ref left);
        WriteRegister("m", (uint)o.M, streams, ref left);
        WriteRegister("n", (uint)o.N, streams, ref left);
        WriteRegister("k", (uint)o.K, streams, ref left);
        WriteRegister("control", Start, streams, ref left, new TileJob(o.M, o.N, o.K));
        while (_model.IsBusy && left > 0)
        {
            Step(streams, ref left);
        }

        // Multiply-accumulates are counted two cycles late.
        Step(streams, ref left);
        Step(streams, ref left);
        ReadRegister("status", 2, streams, ref left);
        ReadRegister("cause", 0, streams, ref left);
        foreach (var (name, value) in Counters(_model.Counters))
        {
            ReadRegister(name, (uint)value, streams, ref left);
        }

        WriteRegister("interrupt", 3, streams, ref left);
        if (!item.IsWhole)
        {
            Reset(random.Next(1, 3));
        }
    }

    private static IEnumerable<(string Name, long Value)> Counters(TileCounters counters) =>
    [
        ("busy_cycles", counters.Busy), ("stall_x_cycles", counters.StallX), ("stall_w_cycles", counters.StallW),
        ("stall_y_cycles", counters.StallY), ("stall_group_cycles", counters.StallGroup), ("groups", counters.Groups),
        ("macs", counters.Macs),
    ];

    // Offered in one cycle, acts in the next, answered in the third.
    private void WriteRegister(string name, uint value, Streams streams, ref int left, TileJob? start = null)
    {
        int offset = _registers[name].Offset;
        Step(streams, ref left, new Access { Write = (offset, value) });
        Step(streams, ref left, new Access { IsWriting = true }, start);
        if (left > 0)
        {
            _enabled = name == "interrupt_enable" ? value : _enabled;
            _interrupts = name == "interrupt" ? _interrupts & ~value : _interrupts;
        }

        Step(streams, ref left, new Access { IsAnswered = true });
    }

    private void ReadRegister(string name, uint value, Streams streams, ref int left)
    {
        Step(streams, ref left, new Access { Read = _registers[name].Offset });
        Step(streams, ref left, new Access { Answer = value });
    }

    private void Step(Streams streams, ref int left, Access? access = null, TileJob? start = null)
    {
        if (left-- <= 0)
        {
            return;
        }

        streams.Offer();
        ResultBeat? result = _model.Result;
        _records.Add(new Record
        {
            X = streams.XOffered,
            W = streams.WOffered,
            TakesY = streams.TakesY,
            IsXReady = _model.IsXReady,
            IsWReady = _model.IsWReady,
            Result = result,
            Values = result is null ? [] : streams.Values(result),
            Access = access ?? new Access(),
            IsInterrupted = (_interrupts & _enabled) != 0,
        });
        bool takesX = streams.XOffered is not null && _model.IsXReady;
        bool takesW = streams.WOffered is not null && _model.IsWReady;
        _model.Clock(streams.XOffered is not null, streams.WOffered is not null, streams.TakesY, start);
        streams.Took(takesX, takesW);
        _interrupts |= _wasBusy && !_model.IsBusy ? 1u : 0;
        _wasBusy = _model.IsBusy;
    }

    private Stimulus Write(RecordLayout layout)
    {
        var stimulus = new Stimulus(layout, _records.Count);
        for (int t = 0; t < _records.Count; t++)
        {
            Record record = _records[t];
            stimulus.Set(t, "rst_ni", record.IsReset ? 0u : 1);
            WriteBeat(stimulus, t, "s_axis_x", record.X);
            WriteBeat(stimulus, t, "s_axis_w", record.W);
            stimulus.Set(t, "m_axis_y_tready_i", record.TakesY ? 1u : 0);
            WriteAccess(stimulus, t, record.Access);
            if (record.IsReset)
            {
                continue;
            }

            stimulus.Expect(t, "s_axis_x_tready_o", record.IsXReady ? 1u : 0);
            stimulus.Expect(t, "s_axis_w_tready_o", record.IsWReady ? 1u : 0);
            stimulus.Expect(t, "irq_o", record.IsInterrupted ? 1u : 0);
            ExpectResult(stimulus, t, record);
            ExpectAccess(stimulus, t, record.Access);
        }

        return stimulus;
    }

    private static void WriteBeat(Stimulus stimulus, int t, string name, StreamBeat? beat)
    {
        stimulus.Set(t, $"{name}_tvalid_i", beat is null ? 0u : 1);
        PortSlice data = stimulus.Layout[$"{name}_tdata_i"];
        PortSlice keep = stimulus.Layout[$"{name}_tkeep_i"];
        if (beat is null)
        {
            stimulus.SetFree(t, data);
            stimulus.SetFree(t, keep);
            stimulus.SetFree(t, $"{name}_tlast_i");
            return;
        }

        WriteWords(stimulus, t, data, beat.Data);
        WriteWords(stimulus, t, keep, beat.Keep);
        stimulus.Set(t, $"{name}_tlast_i", beat.Last ? 1u : 0);
    }

    private static void WriteWords(Stimulus stimulus, int t, PortSlice port, uint[] words)
    {
        for (int bit = 0; bit < port.Bits; bit += 32)
        {
            stimulus.SetField(t, port, bit, Math.Min(32, port.Bits - bit), words[bit / 32]);
        }
    }

    private static void WriteAccess(Stimulus stimulus, int t, Access access)
    {
        stimulus.Set(t, "s_axil_awvalid_i", access.Write is null ? 0u : 1);
        stimulus.Set(t, "s_axil_wvalid_i", access.Write is null ? 0u : 1);
        stimulus.Set(t, "s_axil_bready_i", 1);
        stimulus.Set(t, "s_axil_arvalid_i", access.Read is null ? 0u : 1);
        stimulus.Set(t, "s_axil_rready_i", 1);
        if (access.Write is var (offset, value))
        {
            stimulus.Set(t, "s_axil_awaddr_i", (uint)offset);
            stimulus.Set(t, "s_axil_wdata_i", value);
            stimulus.Set(t, "s_axil_wstrb_i", 15);
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

    private void ExpectResult(Stimulus stimulus, int t, Record record)
    {
        int bits = _design.Output.Bits;
        PortSlice data = stimulus.Layout["m_axis_y_tdata_o"];
        PortSlice keep = stimulus.Layout["m_axis_y_tkeep_o"];
        stimulus.Expect(t, "m_axis_y_tvalid_o", record.Result is null ? 0u : 1);
        stimulus.Expect(t, "m_axis_y_tlast_o", record.Result is { IsLast: true } ? 1u : 0);
        for (int i = 0; i < _design.Tile.YWords; i++)
        {
            bool counts = i < record.Values.Length;
            stimulus.ExpectField(t, data, i * bits, bits, counts ? record.Values[i] : 0);
            stimulus.ExpectField(t, keep, i * bits / 8, bits / 8, counts ? (1ul << (bits / 8)) - 1 : 0);
        }
    }

    private static void ExpectAccess(Stimulus stimulus, int t, Access access)
    {
        stimulus.Expect(t, "s_axil_awready_o", access.IsWriting ? 0u : 1);
        stimulus.Expect(t, "s_axil_wready_o", access.IsWriting ? 0u : 1);
        stimulus.Expect(t, "s_axil_bvalid_o", access.IsAnswered ? 1u : 0);
        stimulus.Expect(t, "s_axil_arready_o", access.Answer is null ? 1u : 0);
        stimulus.Expect(t, "s_axil_rvalid_o", access.Answer is null ? 0u : 1);
        if (access.IsAnswered)
        {
            stimulus.Expect(t, "s_axil_bresp_o", 0);
        }

        if (access.Answer is { } value)
        {
            stimulus.Expect(t, "s_axil_rdata_o", value);
            stimulus.Expect(t, "s_axil_rresp_o", 0);
        }
    }

    // What the register bus does in a cycle.
    private sealed record Access
    {
        public (int Offset, uint Value)? Write { get; init; }

        public bool IsWriting { get; init; }

        public bool IsAnswered { get; init; }

        public int? Read { get; init; }

        public uint? Answer { get; init; }
    }

    private sealed record Record
    {
        public bool IsReset { get; init; }

        public StreamBeat? X { get; init; }

        public StreamBeat? W { get; init; }

        public bool TakesY { get; init; }

        public bool IsXReady { get; init; }

        public bool IsWReady { get; init; }

        public ResultBeat? Result { get; init; }

        public uint[] Values { get; init; } = [];

        public Access Access { get; init; } = new();

        public bool IsInterrupted { get; init; }
    }

    // The operands on their way in, and what has to come out.
    private sealed class Streams(
        IEnumerator<StreamBeat> x,
        IEnumerator<StreamBeat> w,
        uint[] y,
        int columns,
        Func<bool> stallsX,
        Func<bool> stallsW,
        Func<bool> stallsY)
    {
        public StreamBeat? XOffered { get; private set; }

        public StreamBeat? WOffered { get; private set; }

        public bool TakesY { get; private set; }

        public void Offer()
        {
            XOffered ??= !stallsX() && x.MoveNext() ? x.Current : null;
            WOffered ??= !stallsW() && w.MoveNext() ? w.Current : null;
            TakesY = !stallsY();
        }

        public void Took(bool isX, bool isW)
        {
            XOffered = isX ? null : XOffered;
            WOffered = isW ? null : WOffered;
        }

        public uint[] Values(ResultBeat beat) => y[((beat.Row * columns) + beat.Column)..][..beat.Count];
    }
}
