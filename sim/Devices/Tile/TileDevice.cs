using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Sets the inputs of a cycle.</summary>
internal delegate void DriveInputs(Span<uint> inputs);

/// <summary>Looks at the outputs of a cycle.</summary>
internal delegate void SeeOutputs(ReadOnlySpan<uint> outputs);

/// <summary>A verilated tile behind its buses, held to its protocol and to its cycle model in every cycle.</summary>
public sealed class TileDevice : IDisposable
{
    /// <summary>The bit of PACKETS with which a packet of activations may end with any row.</summary>
    public const int XRows = 1;

    /// <summary>The bit of PACKETS with which a packet of weights may end with any row.</summary>
    public const int WRows = 2;

    private const uint StartCommand = 1;
    private const uint AbortCommand = 2;
    private const uint RecoverCommand = 4;
    private const uint BusyStatus = 1;
    private const uint PendingStatus = 8;
    private const long ReportedCycles = 1024;

    private readonly Design _design;
    private readonly uint[] _outputs;
    private readonly Dictionary<string, Register> _registers;
    private readonly TileTiming _timing;
    private CycleWatch _watch;
    private StreamSource _x;
    private StreamSource _w;
    private StreamSource? _c;
    private StreamSink _y;

    /// <summary>Creates an instance and resets it.</summary>
    /// <param name="library">The design's tile, verilated.</param>
    /// <param name="design">The design.</param>
    /// <param name="seed">Initial register values.</param>
    public TileDevice(VerilatedLibrary library, Design design, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(design);
        _design = design;
        Model = library.Create(seed);
        Model.Reset();
        _outputs = Model.Layout.NewOutputs(1);
        TileShape shape = new(design);
        _registers = RegisterMap.Of(shape).ToDictionary(register => register.Name, StringComparer.Ordinal);
        _timing = shape.Timing;
        _watch = new CycleWatch(_timing, Model.Layout);
        Registers = new RegisterPort(this);
        _x = Source("s_axis_x", [], StallPattern.None);
        _w = Source("s_axis_w", [], StallPattern.None);
        _c = Addends([], StallPattern.None);
        _y = new StreamSink(Model.Layout, "m_axis_y", StallPattern.None);
    }

    /// <summary>The instance.</summary>
    public VerilatedModel Model { get; }

    /// <summary>Its registers.</summary>
    public RegisterPort Registers { get; }

    /// <summary>Slices of an activation in the jobs that begin; 0 for as many as the tile has. Only where it has run-time slices.</summary>
    public int Slices { get; set; }

    /// <summary>Groups of K, the first ones, that have so many in the jobs that begin; the others have one. Only where it has wide groups.</summary>
    public int WideGroups { get; set; } = int.MaxValue;

    /// <summary>The register PACKETS of the jobs that begin: 1 if a packet of activations may end with any row, 2 if one of weights
    /// may, 3 for both; 0, as after a reset, if there is one for all of X and one for each pass over W. The operands come in packets
    /// of a row where they may.</summary>
    public int PacketsOfRows { get; set; }

    /// <summary>Cycles since the reset.</summary>
    public long Cycle => _watch.Model.Cycle;

    /// <summary>Cycles, since the instance was made, in which a stream's other side kept a transfer from happening: a beat of
    /// results was not taken, or one of operands not offered that would have been taken.</summary>
    public long StalledCycles { get; private set; }

    /// <summary>True when the input streams have given all that they had.</summary>
    public bool IsDrained => _x.IsDone && _w.IsDone && _c is null or { IsDone: true };

    /// <summary>Beats that the streams have carried since the last job began.</summary>
    public TileTraffic Traffic => new(_x.Taken, _w.Taken, _y.Beats.Count) { Addends = _c?.Taken ?? 0 };

    /// <summary>Multiplies.</summary>
    /// <param name="operands">Codes, scales and zero points.</param>
    /// <param name="stalls">Of activations, weights, addends and results.</param>
    /// <param name="cycles">Told <see cref="Cycle"/> now and then.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArrayDeviceException">The tile broke its protocol or its cycle model, or the job failed.</exception>
    public TileRun Run(
        GemmOperands operands,
        TileStalls? stalls = null,
        IProgress<long>? cycles = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(operands);
        Begin(operands, stalls ?? TileStalls.None);
        while (_watch.Model.IsBusy)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
            if (Cycle % ReportedCycles == 0)
            {
                cycles?.Report(Cycle);
            }
        }

        (uint Status, uint Cause) end = (Get("status"), Get("cause"));
        IReadOnlyDictionary<string, long> counters = Counters();
        RequireCounters(counters);
        uint[] y = end.Cause == 0
            ? ResultPackets.Values(_design, new TileJob(operands.M, operands.N, operands.K), _y.Beats)
            : [];
        return new TileRun(y, end, counters);
    }

    /// <summary>Sets the sizes of a job, offers its operands, and starts it.</summary>
    /// <param name="operands">Codes, scales and zero points.</param>
    /// <param name="stalls">Of activations, weights, addends and results.</param>
    /// <param name="x">The activation stream, if not that of the operands.</param>
    /// <param name="w">The weight stream, if not that of the operands.</param>
    /// <param name="c">The stream of addends, if not that of the operands.</param>
    public void Begin(
        GemmOperands operands,
        TileStalls stalls,
        IEnumerable<StreamBeat>? x = null,
        IEnumerable<StreamBeat>? w = null,
        IEnumerable<StreamBeat>? c = null)
    {
        ArgumentNullException.ThrowIfNull(operands);
        ArgumentNullException.ThrowIfNull(stalls);
        GemmCheck.Require(_design.Arithmetic, operands);
        if (_watch.Model.IsFailed)
        {
            Command(RecoverCommand, new TileCommand { Recovers = true });
        }

        Set("packets", (uint)PacketsOfRows);
        Set("m", (uint)operands.M);
        Set("n", (uint)operands.N);
        Set("k", (uint)operands.K);
        if (_design.HasRunTimeSlices)
        {
            Set("slices", (uint)(Slices == 0 ? _design.Slices : Slices));
        }

        if (_design.HasWideGroups)
        {
            Set("wide_groups", (uint)WideGroups);
        }

        if (operands.TensorScale is { } scale)
        {
            SetTensorScale(scale);
        }

        _x = Source("s_axis_x", x ?? Packets(OperandStreams.Activations(_design, operands), XRows), stalls.Activations);
        _w = Source("s_axis_w", w ?? Packets(OperandStreams.Weights(_design, operands), WRows), stalls.Weights);
        _c = Addends(c ?? OperandStreams.Addends(_design, operands), stalls.Addends);
        _y = new StreamSink(Model.Layout, "m_axis_y", stalls.Results);
        Command(StartCommand, new TileCommand { Start = new TileJob(operands.M, operands.N, operands.K) { Slices = Slices, WideGroups = WideGroups } });
    }

    /// <summary>Starts a job that the tile has to refuse: its sizes, or its number of slices, are wrong.</summary>
    public void Fail()
    {
        Command(StartCommand, new TileCommand { Refuses = true });
    }

    /// <summary>Resets the tile, whatever it does; what the streams still had is gone.</summary>
    public void Reset()
    {
        Model.Reset();
        _watch = new CycleWatch(_timing, Model.Layout);
        _x = Source("s_axis_x", [], StallPattern.None);
        _w = Source("s_axis_w", [], StallPattern.None);
        _c = Addends([], StallPattern.None);
        _y = new StreamSink(Model.Layout, "m_axis_y", StallPattern.None);
    }

    /// <summary>The interrupt, as the last cycle saw it.</summary>
    public bool IsInterrupted => Model.Layout["irq_o"].Read(_outputs) != 0;

    /// <summary>Beats of results since the last job began.</summary>
    public IReadOnlyList<StreamBeat> Results => _y.Beats;

    /// <summary>Ends the running job.</summary>
    public void Abort()
    {
        Command(AbortCommand, new TileCommand { Aborts = true });
    }

    /// <summary>True while a job runs.</summary>
    public bool IsBusy => (Get("status") & BusyStatus) != 0;

    /// <summary>Reads a register by name.</summary>
    public uint Get(string register) => Registers.Read(_registers[register].Offset)
        ?? throw new ArrayDeviceException($"register {register} cannot be read");

    /// <summary>Writes a register by name.</summary>
    public void Set(string register, uint value)
    {
        if (!Registers.Write(_registers[register].Offset, value))
        {
            throw new ArrayDeviceException($"register {register} cannot be written");
        }
    }

    /// <summary>Some cycles.</summary>
    public void Wait(int cycles)
    {
        for (int i = 0; i < cycles; i++)
        {
            Step();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Model.Dispose();

    /// <summary>One cycle.</summary>
    internal void Step(DriveInputs? drive = null, SeeOutputs? see = null)
    {
        uint[] inputs = Model.Layout.NewInputs(1);
        _x.Drive(inputs);
        _w.Drive(inputs);
        _c?.Drive(inputs);
        _y.Drive(inputs);
        drive?.Invoke(inputs);
        Model.Run(inputs, _outputs, 1);
        _watch.See(_outputs, _x, _w, _c, _y);
        StalledCycles += _x.Stalls(_outputs) || _w.Stalls(_outputs) || _c is { } c && c.Stalls(_outputs) || _y.Stalls(_outputs) ? 1 : 0;
        _x.See(_outputs);
        _w.See(_outputs);
        _c?.See(_outputs);
        _y.See(_outputs, Cycle);
        see?.Invoke(_outputs);
    }

    private IEnumerable<StreamBeat> Packets(IEnumerable<StreamBeat> beats, int ofRows) =>
        (PacketsOfRows & ofRows) != 0 ? OperandStreams.InRows(beats) : beats;

    // Results of a failed job that are on their way still need that of their own.
    private void SetTensorScale(uint scale)
    {
        while ((Get("status") & PendingStatus) != 0)
        {
            Step();
        }

        Set("tensor_scale", scale);
    }

    private void Command(uint bits, TileCommand meaning)
    {
        _watch.Command(meaning);
        Set("control", bits);
    }

    private StreamSource? Addends(IEnumerable<StreamBeat> beats, StallPattern stalls) =>
        _design.HasAddend ? Source("s_axis_c", beats, stalls) : null;

    private StreamSource Source(string name, IEnumerable<StreamBeat> beats, StallPattern stalls) =>
        new(Model.Layout, name, beats, stalls);

    private Dictionary<string, long> Counters() => _registers.Values
        .Where(register => register.Access == RegisterAccess.Counter)
        .ToDictionary(
            register => register.Name,
            register => (long)(Registers.Read(register.Offset)!.Value
                | ((ulong)Registers.Read(register.Offset + 4)!.Value << 32)),
            StringComparer.Ordinal);

    private void RequireCounters(IReadOnlyDictionary<string, long> found)
    {
        string[] wrong =
        [
            .. _watch.Model.Counters.ByRegister.Where(one => found[one.Register] != one.Value)
                .Select(one => $"{one.Register} is {found[one.Register]}, the cycle model says {one.Value}"),
        ];
        if (wrong.Length > 0)
        {
            throw new ArrayDeviceException(string.Join("; ", wrong));
        }
    }
}
