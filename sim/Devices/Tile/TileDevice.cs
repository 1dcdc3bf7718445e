using MixPe.Generator.Designs;
using MixPe.Generator.Registers;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices.Tile;

/// <summary>Sets the inputs of a cycle.</summary>
internal delegate void DriveInputs(Span<uint> inputs);

/// <summary>Looks at the outputs of a cycle.</summary>
internal delegate void SeeOutputs(ReadOnlySpan<uint> outputs);

/// <summary>A verilated tile behind its buses.</summary>
public sealed class TileDevice : IDisposable
{
    private readonly Design _design;
    private readonly uint[] _outputs;
    private readonly Dictionary<string, int> _offsets;
    private StreamSource _x;
    private StreamSource _w;
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
        _offsets = RegisterMap.Of(new TileShape(design)).ToDictionary(
            register => register.Name, register => register.Offset, StringComparer.Ordinal);
        Registers = new RegisterPort(this);
        _x = Source("s_axis_x", [], StallPattern.None);
        _w = Source("s_axis_w", [], StallPattern.None);
        _y = new StreamSink(Model.Layout, "m_axis_y", StallPattern.None);
    }

    /// <summary>The instance.</summary>
    public VerilatedModel Model { get; }

    /// <summary>Its registers.</summary>
    public RegisterPort Registers { get; }

    /// <summary>Cycles since the reset.</summary>
    public long Cycle { get; private set; }

    /// <summary>Multiplies.</summary>
    /// <param name="operands">Codes, scales and zero points.</param>
    /// <param name="stalls">Of activations, weights and results.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ArrayDeviceException">The tile broke its protocol, or hangs.</exception>
    public TileRun Run(GemmOperands operands, TileStalls? stalls = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(operands);
        GemmCheck.Require(_design.Arithmetic, operands);
        stalls ??= TileStalls.None;
        Set("m", (uint)operands.M);
        Set("n", (uint)operands.N);
        Set("k", (uint)operands.K);
        _x = Source("s_axis_x", OperandStreams.Activations(_design, operands), stalls.Activations);
        _w = Source("s_axis_w", OperandStreams.Weights(_design, operands), stalls.Weights);
        _y = new StreamSink(Model.Layout, "m_axis_y", stalls.Results);
        Set("control", 1);
        ResultPackets results = new(_design, operands.M, operands.N);
        long quiet = 0;
        long seen = -1;
        while (!results.IsComplete(_y.Beats))
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
            long moved = _x.Taken + _w.Taken + _y.Beats.Count;
            quiet = moved == seen ? quiet + 1 : 0;
            seen = moved;
            if (quiet > stalls.Patience(_design, operands.K))
            {
                throw new ArrayDeviceException($"nothing has moved for {quiet} cycles: status {Get("status"):x}, cause {Get("cause"):x}");
            }
        }

        while ((Get("status") & 1) != 0)
        {
            Step();
        }

        return new TileRun(results.Values(_y.Beats), (Get("status"), Get("cause")), Counters());
    }

    /// <summary>Reads a register by name.</summary>
    public uint Get(string register) => Registers.Read(_offsets[register])
        ?? throw new ArrayDeviceException($"register {register} cannot be read");

    /// <summary>Writes a register by name.</summary>
    public void Set(string register, uint value)
    {
        if (!Registers.Write(_offsets[register], value))
        {
            throw new ArrayDeviceException($"register {register} cannot be written");
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
        _y.Drive(inputs);
        drive?.Invoke(inputs);
        Model.Run(inputs, _outputs, 1);
        _x.See(_outputs);
        _w.See(_outputs);
        _y.See(_outputs, Cycle);
        see?.Invoke(_outputs);
        Cycle++;
    }

    private StreamSource Source(string name, IEnumerable<StreamBeat> beats, StallPattern stalls) =>
        new(Model.Layout, name, beats, stalls);

    private Dictionary<string, long> Counters() => RegisterMap.Of(new TileShape(_design))
        .Where(register => register.Access == RegisterAccess.Counter)
        .ToDictionary(
            register => register.Name,
            register => (long)(Registers.Read(register.Offset)!.Value
                | ((ulong)Registers.Read(register.Offset + 4)!.Value << 32)),
            StringComparer.Ordinal);
}
