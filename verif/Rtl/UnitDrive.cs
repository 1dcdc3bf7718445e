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

    public PortSlice this[string port] => _layout[port];

    public void Write(int cycle, PortSlice port, ulong value) =>
        port.Write(_inputs.AsSpan(cycle * _layout.InputWords, _layout.InputWords), value);

    public void Write(int cycle, PortSlice port, int bit, int bits, ulong value) =>
        port.WriteField(_inputs.AsSpan(cycle * _layout.InputWords, _layout.InputWords), bit, bits, value);

    public void Write(int cycle, string port, ulong value) => Write(cycle, _layout[port], value);

    public ulong Read(int cycle, PortSlice port) =>
        port.Read(_outputs.AsSpan(cycle * _layout.OutputWords, _layout.OutputWords));

    public ulong Read(int cycle, PortSlice port, int bit, int bits) =>
        port.ReadField(_outputs.AsSpan(cycle * _layout.OutputWords, _layout.OutputWords), bit, bits);

    public ulong Read(int cycle, string port) => Read(cycle, _layout[port]);

    public void Reset() => _model.Reset();

    public void Run() => _model.Run(_inputs, _outputs, Cycles);

    public void Dispose() => _model.Dispose();
}
