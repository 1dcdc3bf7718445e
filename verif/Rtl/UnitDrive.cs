using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>Records of a unit by port name: fill the inputs of every cycle, run, read the outputs.</summary>
internal sealed class UnitDrive : IDisposable
{
    private readonly VerilatedModel _model;
    private readonly RecordLayout _layout;
    private readonly uint[] _inputs;
    private readonly uint[] _outputs;

    /// <summary>A fresh instance with room for a number of cycles, its inputs zero and its reset inactive.</summary>
    public UnitDrive(VerilatedLibrary library, int cycles, ulong seed = 1)
    {
        _layout = library.Layout;
        _model = library.Create(seed);
        Cycles = cycles;
        _inputs = _layout.NewInputs(cycles);
        _outputs = _layout.NewOutputs(cycles);
    }

    public int Cycles { get; }

    public IReadOnlyList<PortSlice> Inputs => _layout.Inputs;

    public PortSlice this[string port] => _layout[port];

    public void Write(int cycle, PortSlice port, ulong value) =>
        port.Write(_inputs.AsSpan(cycle * _layout.InputWords, _layout.InputWords), value);

    public void Write(int cycle, PortSlice port, int bit, int bits, ulong value) =>
        port.WriteField(_inputs.AsSpan(cycle * _layout.InputWords, _layout.InputWords), bit, bits, value);

    /// <summary>Sets a port of any width.</summary>
    public void Write(int cycle, PortSlice port, UInt128 value)
    {
        Write(cycle, port, 0, Math.Min(port.Bits, 64), (ulong)value & Mask(port.Bits));
        if (port.Bits > 64)
        {
            Write(cycle, port, 64, port.Bits - 64, (ulong)(value >> 64) & Mask(port.Bits - 64));
        }
    }

    public void Write(int cycle, string port, ulong value) => Write(cycle, _layout[port], value);

    public ulong Read(int cycle, PortSlice port) =>
        port.Read(_outputs.AsSpan(cycle * _layout.OutputWords, _layout.OutputWords));

    public ulong Read(int cycle, PortSlice port, int bit, int bits) =>
        port.ReadField(_outputs.AsSpan(cycle * _layout.OutputWords, _layout.OutputWords), bit, bits);

    /// <summary>What was written.</summary>
    public ulong ReadInput(int cycle, string port) =>
        _layout[port].Read(_inputs.AsSpan(cycle * _layout.InputWords, _layout.InputWords));

    /// <summary>Reads a port of at most 128 bits.</summary>
    public UInt128 ReadWide(int cycle, PortSlice port)
    {
        UInt128 value = Read(cycle, port, 0, Math.Min(port.Bits, 64));
        return port.Bits > 64 ? value | (UInt128)Read(cycle, port, 64, port.Bits - 64) << 64 : value;
    }

    public ulong Read(int cycle, string port) => Read(cycle, _layout[port]);

    public void Reset() => _model.Reset();

    public void Run() => _model.Run(_inputs, _outputs, Cycles);

    public void Dispose() => _model.Dispose();

    private static ulong Mask(int bits) => bits >= 64 ? ulong.MaxValue : (1UL << bits) - 1;
}
