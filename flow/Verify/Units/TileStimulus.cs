using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>Plays jobs to a tile: every handshake in the cycle that the cycle model states, every result as the golden
/// model has it, and the registers after each job.</summary>
internal sealed class TileStimulus
{
    private const uint StartCommand = 1;
    private const uint AbortCommand = 2;
    private const uint RecoverCommand = 4;
    private const uint Busy = 1;
    private const uint Done = 2;
    private const uint Failed = 4;
    private const uint Pending = 8;
    private const int ResetCycles = 2;
    private const int NoRegister = 0xf8;
    private const uint AllBytes = 15;

    private const string TensorScale = "tensor_scale";

    // Cycles of a job for every access to a register in it, about.
    private const int AccessEvery = 40;

    // Registers that a job is described with: numbers, and all of them, which stay while it runs.
    private readonly string[] _sizes;
    private readonly string[] _kept;
    private readonly Design _design;
    private readonly TileShape _shape;
    private readonly Dictionary<string, Register> _registers;
    private readonly List<TileCycle> _records = [];

    // Results and columns of each job since the reset.
    private readonly List<(uint[] Results, int Columns)> _golden = [];
    private TileCycleModel _model;
    private Random _random = new(0);
    private bool _hasReadConstants;
    private bool _isFresh;
    private uint _interrupts;
    private uint _enabled;

    private TileStimulus(Design design)
    {
        _design = design;
        _shape = new TileShape(design);
        _sizes =
        [
            "m", "n", "k", .. design.HasRunTimeSlices ? ["slices"] : Array.Empty<string>(), .. design.HasWideGroups ? ["wide_groups"] : Array.Empty<string>(),
            .. design.HasTensorScale ? [TensorScale] : Array.Empty<string>(),
        ];
        _kept = [.. _sizes, "packets"];
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

        return TileCycles.Write(layout, path.Design, play._records);
    }

    private void Reset(int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            _records.Add(new TileCycle { IsReset = true });
        }

        _model = new TileCycleModel(_shape.Timing);
        (_interrupts, _enabled) = (0, 0);
        _isFresh = true;
        _golden.Clear();
    }

    private void Run(TileItem item)
    {
        _random = new Random(item.Noise);
        item = item with { Packets = item.Fault?.Packets(item.Packets) ?? item.Packets };
        TileStreams streams = Streams(item);
        int left = item.IsWhole ? int.MaxValue : item.ResetAfter;
        streams.IsHeld = _model.IsFailed;
        ReadFresh(streams, ref left);
        if (_model.IsFailed && item.Noise % 2 == 0)
        {
            WriteRegister("control", RecoverCommand, streams, ref left, new TileCommand { Recovers = true });
            streams.IsHeld = false;
            ReadStatus(0, streams, ref left);
            ReadRegister("cause", 0, streams, ref left);
        }

        Start(item, streams, ref left);
        if (item.IsRestarted && Fails(item, streams, ref left))
        {
            item = item with { Fault = null };
            streams = Restart(item, streams, ref left);
        }

        Follow(item, streams, ref left);

        // There is nothing to abort any more.
        if (item.Noise % 3 == 0)
        {
            WriteRegister("control", AbortCommand, streams, ref left, new TileCommand { Aborts = true });
        }

        // A reset before its start leaves the failure of the job before, which nothing reads any more.
        uint cause = _model.IsFailed && item.Fault is { } fault ? 1u << fault.CauseBit : 0;
        ReadStatus(cause == 0 ? Done : Failed, streams, ref left);
        ReadRegister("cause", cause, streams, ref left);
        foreach (var (name, value) in _model.Counters.ByRegister)
        {
            ReadRegister(name, (uint)value, streams, ref left);
        }

        ReadConstants(streams, ref left);
        MissRegisters(streams, ref left);
        ReadRegister("interrupt", _interrupts, streams, ref left);
        WriteRegister("interrupt", 3, streams, ref left);
        if (!item.IsWhole)
        {
            Reset(_random.Next(1, 3));
        }
    }

    private TileStreams Streams(TileItem item) => new(
        new StreamFeed(Activations(item), StallPattern.Random(_random, item.StallX / 100.0)),
        new StreamFeed(Weights(item), StallPattern.Random(_random, item.StallW / 100.0)),
        new StreamFeed(Addends(item), StallPattern.Random(_random, item.StallC / 100.0)),
        StallPattern.Random(_random, item.StallY / 100.0));

    private IEnumerable<StreamBeat> Activations(TileItem item)
    {
        StreamBeat[] beats = Packed(
            OperandStreams.Activations(_design, item.Operands), (item.Packets & TileDevice.XRows) != 0, item.Noise);
        return item.Fault?.Activations(beats) ?? beats;
    }

    private IEnumerable<StreamBeat> Weights(TileItem item)
    {
        int rowsOfPass = _shape.Timing.PassRows;
        int passes = (item.Operands.M + rowsOfPass - 1) / rowsOfPass;

        // Nothing behind the end of a part may count.
        StreamBeat[] beats = Packed(
            OperandStreams.Weights(_design, item.Operands, new Random(item.Noise)), (item.Packets & TileDevice.WRows) != 0, ~item.Noise);

        // With more rows of W there are others behind those of the first pass.
        return item.Fault is { Kind: TileFaultKind.EndlessN }
            ? beats[..(beats.Length / passes)]
            : item.Fault?.Weights(beats, passes) ?? beats;
    }

    private IEnumerable<StreamBeat> Addends(TileItem item)
    {
        IEnumerable<StreamBeat> beats = OperandStreams.Addends(_design, item.Operands);
        return item.Fault?.Addends(beats) ?? beats;
    }

    // Packets of as many rows as chance has it, where they are allowed: none, some, or all of the rows end one.
    private static StreamBeat[] Packed(IEnumerable<StreamBeat> beats, bool isOfRows, int noise)
    {
        Random random = new(noise);
        int percent = 50 * random.Next(3);
        return
        [
            .. beats.Select(beat => beat with { Last = beat.Last || (isOfRows && beat.EndsRow && random.Next(100) >= percent) }),
        ];
    }

    // What the streams bring before a start that ends a failure is dropped: they wait for it.
    private void Start(TileItem item, TileStreams streams, ref int left)
    {
        GemmOperands o = item.Operands;
        (uint m, uint n, uint k) = ((uint)o.M, (uint)o.N, (uint)o.K);
        (m, n, k) = item.Fault?.Sizes(m, n, k, _design.Tile) ?? (m, n, k);
        uint slices = (uint)item.Slices;
        slices = item.Fault?.Slices(slices, _design.Slices) ?? slices;
        bool isFine = item.Fault is not { IsRefused: true };
        if (isFine)
        {
            _golden.Add((GoldenGemm.Run(item.In(_design).Arithmetic, o), o.N));
        }

        WriteRegister("interrupt_enable", (uint)Math.Min(3, _random.Next(6)), streams, ref left);
        Settle(streams, ref left);
        Describe("packets", (uint)item.Packets, TileDevice.XRows | TileDevice.WRows, streams, ref left);
        foreach (string name in _sizes)
        {
            uint size = name switch
            {
                "m" => m,
                "n" => n,
                "k" => k,
                "slices" => slices,
                "wide_groups" => (uint)item.WideGroups,
                _ => o.TensorScale!.Value,
            };
            Describe(name, size, uint.MaxValue, streams, ref left);
        }

        WriteRegister("control", StartCommand, streams, ref left, isFine
            ? new TileCommand { Start = new TileJob((int)m, (int)n, (int)k) { Slices = item.Slices, WideGroups = item.WideGroups } }
            : new TileCommand { Refuses = true });
        streams.IsHeld = false;
    }

    // What was there before a job is none of its business.
    private void Describe(string name, uint value, uint bits, TileStreams streams, ref int left)
    {
        uint noise = (uint)_random.NextInt64(1L << 32);
        WriteRegister(name, noise, streams, ref left);
        ReadRegister(name, noise & bits, streams, ref left);
        WriteParts(name, value, streams, ref left);
    }

    // Results of a failed job keep the scale of tensors that is theirs: till they have been taken it is refused.
    private void Settle(TileStreams streams, ref int left)
    {
        if (!_design.HasTensorScale || !_model.IsPending)
        {
            return;
        }

        WriteRefused(TensorScale, (uint)_random.NextInt64(1L << 32), streams, ref left);
        while (_model.IsPending && left > 0)
        {
            Step(streams, ref left);
        }
    }

    // Till the job fails, with a START on its way that acts as early as one can: in the cycle after a wrong beat, two cycles
    // after an abort, whose write is answered in between. False, and there is no START, if the job ends well or failed already.
    private bool Fails(TileItem item, TileStreams streams, ref int left)
    {
        if (!_model.IsBusy)
        {
            return false;
        }

        RegisterAccessCycle start = new() { Write = (_registers["control"].Offset, StartCommand, AllBytes) };
        int until = Until(item);
        while (_model.IsBusy && until != 0)
        {
            Step(streams, ref left, ifFails: start);
            until--;
        }

        if (_model.IsBusy)
        {
            Step(streams, ref left, start with { Write = (start.Write.Value.Offset, AbortCommand, AllBytes) });
            Step(streams, ref left, new RegisterAccessCycle { IsWriting = true }, new TileCommand { Aborts = true });
            Step(streams, ref left, new RegisterAccessCycle { IsAnswered = true, Write = _model.IsFailed ? start.Write : null });
        }

        return _model.IsFailed;
    }

    // That START. What the streams of the failed job bring is dropped in its cycle, and what they had left never comes.
    private TileStreams Restart(TileItem item, TileStreams dropped, ref int left)
    {
        GemmOperands o = item.Operands;
        _golden.Add(_golden[^1]);
        Step(dropped, ref left, new RegisterAccessCycle { IsWriting = true }, new TileCommand { Start = new TileJob(o.M, o.N, o.K) { Slices = item.Slices, WideGroups = item.WideGroups } });
        TileStreams streams = Streams(item);
        Answer(streams, ref left, new RegisterAccessCycle { IsAnswered = true });
        return streams;
    }

    // Cycles of the job before an abort; -1 if none comes.
    private int Until(TileItem item) => item.Fault is { Aborts: true }
        ? item.Fault.After ?? _random.Next(item.Fault.Kind == TileFaultKind.Abort ? 300 : 3000)
        : -1;

    private void Follow(TileItem item, TileStreams streams, ref int left)
    {
        int until = Until(item);
        bool isAsked = item.Fault?.After is null;
        while (_model.IsBusy && left > 0 && until != 0)
        {
            if (isAsked && _random.Next(AccessEvery) == 0)
            {
                Disturb(item, streams, ref left);
            }
            else
            {
                Step(streams, ref left);
            }

            until--;
        }

        if (_model.IsBusy && left > 0)
        {
            WriteRegister("control", AbortCommand, streams, ref left, new TileCommand { Aborts = true });
        }

        // What comes after a fault is dropped, so that it comes to an end; results may still be on their way.
        while (_model.IsFailed && !streams.IsDone && left > 0)
        {
            Step(streams, ref left);
        }

        // Multiply-accumulates are counted two cycles late.
        Step(streams, ref left);
        Step(streams, ref left);
    }

    // What a job that runs shows, what it refuses, and what is nothing to it.
    private void Disturb(TileItem item, TileStreams streams, ref int left)
    {
        // A job that fails before a command acts would take it.
        bool isSafe = item.Fault is null or { Aborts: true };
        switch (_random.Next(4))
        {
            case 0:
                ReadStatus(Busy, streams, ref left);
                break;
            case 1:
                // Not the last one, which is late.
                var counters = _model.Counters.ByRegister.ToArray();
                var (name, value) = counters[_random.Next(counters.Length - 1)];
                ReadRegister(name, (uint)value, streams, ref left);
                break;
            case 2 when isSafe && !streams.X.IsDone:
                WriteRefused("control", StartCommand | AbortCommand | RecoverCommand, streams, ref left);
                break;
            case 2 when isSafe:
                WriteRegister("control", RecoverCommand, streams, ref left, new TileCommand { Recovers = true });
                break;
            default:
                WriteRefused(_kept[_random.Next(_kept.Length)], (uint)_random.NextInt64(1L << 32), streams, ref left);
                break;
        }
    }

    // While a job runs, or what it is for is on its way; that may end before it acts.
    private void WriteRefused(string name, uint value, TileStreams streams, ref int left)
    {
        int address = _registers[name].Offset + _random.Next(4);
        Step(streams, ref left, new RegisterAccessCycle { Write = (address, value, AllBytes) });
        bool isRefused = _model.IsBusy || (_registers[name].ServesResults && _model.IsPending);
        Step(streams, ref left, new RegisterAccessCycle { IsWriting = true });
        Answer(streams, ref left, new RegisterAccessCycle { IsAnswered = true, IsRefused = isRefused });
    }

    // Offered in one cycle, acts in the next, answered in the third, or later. The two lowest bits of an address do not
    // count.
    private void WriteRegister(
        string name, uint value, TileStreams streams, ref int left, TileCommand? command = null, uint strobes = AllBytes)
    {
        int address = _registers[name].Offset + _random.Next(4);
        Step(streams, ref left, new RegisterAccessCycle { Write = (address, value, strobes) });
        Step(streams, ref left, new RegisterAccessCycle { IsWriting = true }, command);
        if (left > 0)
        {
            _enabled = name == "interrupt_enable" ? value : _enabled;
            _interrupts = name == "interrupt" ? _interrupts & ~value : _interrupts;
        }

        Answer(streams, ref left, new RegisterAccessCycle { IsAnswered = true });
    }

    // Some of the bytes, then the others; each time the rest is anything.
    private void WriteParts(string name, uint value, TileStreams streams, ref int left)
    {
        uint some = (uint)_random.Next((int)AllBytes + 1);
        foreach (uint strobes in new[] { some, AllBytes & ~some })
        {
            uint bytes = 0;
            for (int b = 0; b < 4; b++)
            {
                bytes |= (strobes >> b & 1) == 0 ? 0 : 0xffu << (8 * b);
            }

            uint noise = (uint)_random.NextInt64(1L << 32);
            WriteRegister(name, (value & bytes) | (noise & ~bytes), streams, ref left, strobes: strobes);
        }
    }

    // What a reset leaves: no job has run, none has failed.
    private void ReadFresh(TileStreams streams, ref int left)
    {
        if (!_isFresh)
        {
            return;
        }

        _isFresh = false;
        ReadStatus(0, streams, ref left);
        foreach (string name in new[] { "cause", "interrupt", "interrupt_enable", "packets" })
        {
            ReadRegister(name, 0, streams, ref left);
        }

        if (_design.HasRunTimeSlices)
        {
            ReadRegister("slices", (uint)_design.Slices, streams, ref left);
        }

        if (_design.HasWideGroups)
        {
            ReadRegister("wide_groups", uint.MaxValue, streams, ref left);
        }

        if (_design.HasTensorScale)
        {
            ReadRegister(TensorScale, 0x3f800000, streams, ref left);
        }
    }

    // Once: they stay.
    private void ReadConstants(TileStreams streams, ref int left)
    {
        if (_hasReadConstants)
        {
            return;
        }

        foreach (Register register in _registers.Values.Where(register => register.Access == RegisterAccess.Constant))
        {
            ReadRegister(register.Name, register.Value, streams, ref left);
        }

        _hasReadConstants = left > 0;
    }

    // What is pending is looked at in the cycle of the address.
    private void ReadStatus(uint value, TileStreams streams, ref int left) =>
        ReadRegister("status", value | (_model.IsPending ? Pending : 0), streams, ref left);

    private void ReadRegister(string name, uint value, TileStreams streams, ref int left)
    {
        Step(streams, ref left, new RegisterAccessCycle { Read = _registers[name].Offset + _random.Next(4) });
        Answer(streams, ref left, new RegisterAccessCycle { Answer = value });
    }

    // Where no register is.
    private void MissRegisters(TileStreams streams, ref int left)
    {
        int address = NoRegister + _random.Next(4);
        Step(streams, ref left, new RegisterAccessCycle { Read = address });
        Answer(streams, ref left, new RegisterAccessCycle { Answer = 0, IsRefused = true });
        uint noise = (uint)_random.NextInt64(1L << 32);
        Step(streams, ref left, new RegisterAccessCycle { Write = (address, noise, AllBytes) });
        Step(streams, ref left, new RegisterAccessCycle { IsWriting = true });
        Answer(streams, ref left, new RegisterAccessCycle { IsAnswered = true, IsRefused = true });
    }

    private void Answer(TileStreams streams, ref int left, RegisterAccessCycle answer)
    {
        for (int i = _random.Next(4); i > 1; i--)
        {
            Step(streams, ref left, answer with { IsHeld = true });
        }

        Step(streams, ref left, answer);
    }

    // Another access if the job fails with this cycle, of a beat that is wrong.
    private void Step(
        TileStreams streams,
        ref int left,
        RegisterAccessCycle? access = null,
        TileCommand? command = null,
        RegisterAccessCycle? ifFails = null)
    {
        if (left-- <= 0)
        {
            return;
        }

        streams.Offer();
        bool takesX = streams.X.Offered is not null && _model.IsXReady;
        bool takesW = streams.W.Offered is not null && _model.IsWReady;
        bool takesC = streams.C.Offered is not null && _model.IsCReady;
        bool isWrong = (takesX && streams.X.Offered is { IsWrong: true }) || (takesW && streams.W.Offered is { IsWrong: true })
            || (takesC && streams.C.Offered is { IsWrong: true });
        ResultBeat? result = _model.Result;
        _records.Add(new TileCycle
        {
            X = streams.X.Offered,
            W = streams.W.Offered,
            C = streams.C.Offered,
            IsDropping = _model.IsFailed,
            TakesY = streams.TakesY,
            IsXReady = _model.IsXReady,
            IsWReady = _model.IsWReady,
            IsCReady = _model.IsCReady,
            Result = result,
            Values = result is null ? [] : Values(result),
            Access = (isWrong ? ifFails : null) ?? access ?? new RegisterAccessCycle(),
            IsInterrupted = (_interrupts & _enabled) != 0,
        });
        _model.Clock(
            streams.X.Offered is not null, streams.W.Offered is not null, streams.TakesY, command,
            streams.X.Offered is { IsWrong: true }, streams.W.Offered is { IsWrong: true },
            streams.C.Offered is not null, streams.C.Offered is { IsWrong: true });
        streams.Took(takesX, takesW, takesC);
        _interrupts |= _model.HasFailed ? 2u : _model.HasEnded ? 1u : 0;
    }

    private uint[] Values(ResultBeat beat)
    {
        if (beat.IsLost)
        {
            return [.. Enumerable.Repeat(FloatBits.CanonicalNaN(_design.Output), beat.Count)];
        }

        (uint[] results, int columns) = _golden[beat.Job - 1];
        return results[((beat.Row * columns) + beat.Column)..][..beat.Count];
    }
}
