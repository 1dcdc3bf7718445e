using MixPe.Generator.Bundles;

namespace MixPe.Sim.Host;

/// <summary>One instance of a verilated module. One thread at a time may use it; a second one is refused. After a
/// <see cref="SimulationException"/> only its log, waveform and coverage are left.</summary>
public sealed class VerilatedModel : IDisposable
{
    private readonly NativeApi _api;
    private readonly ModelHandle _handle;
    private int _busy;
    private bool _ended;

    internal VerilatedModel(NativeApi api, VerilatedLibrary library, ulong seed)
    {
        _api = api;
        Library = library;
        // Verilator takes 31 bits and reads 0 as "any seed".
        uint folded = (uint)((seed ^ (seed >> 31) ^ (seed >> 62)) & int.MaxValue);
        _handle = new ModelHandle(api, folded == 0 ? int.MaxValue : folded);
        if (_handle.IsInvalid)
        {
            throw new InvalidOperationException($"module {library.Layout.Module.Name}: no instance could be made");
        }
    }

    /// <summary>The library.</summary>
    public VerilatedLibrary Library { get; }

    /// <summary>How the ports lie in records.</summary>
    public RecordLayout Layout => Library.Layout;

    /// <summary>Cycles completed by <see cref="Run"/>.</summary>
    public long Cycle => Use(_api.Cycle);

    /// <summary>All that the design printed, the first MiB of it.</summary>
    public string Log => Use(_api.Log);

    /// <summary>Runs many cycles. A clocked module: a cycle sets the inputs with the clock low, evaluates, samples
    /// the outputs (their values just before the rising edge), and raises the clock. A combinational module: a
    /// cycle sets the inputs, evaluates and samples.</summary>
    /// <param name="inputs">[cycles × <see cref="RecordLayout.InputWords"/>] words.</param>
    /// <param name="outputs">[cycles × <see cref="RecordLayout.OutputWords"/>] words.</param>
    /// <param name="cycles">Number of cycles.</param>
    /// <exception cref="ArgumentException">A span has another length, or an input has bits above its port's width
    /// (the cycles ran, without those bits).</exception>
    /// <exception cref="SimulationException">The design ended the simulation.</exception>
    /// <exception cref="InvalidOperationException">The simulation had ended, or another thread uses the instance.
    /// </exception>
    public void Run(ReadOnlySpan<uint> inputs, Span<uint> outputs, int cycles)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cycles);
        CheckLength(inputs.Length, Layout.InputWords, cycles, nameof(inputs));
        CheckLength(outputs.Length, Layout.OutputWords, cycles, nameof(outputs));
        Enter();
        try
        {
            RefuseIfEnded();
            var status = _api.Run(_handle.Pointer, inputs, outputs, cycles);
            if (status == NativeStatus.ExcessBits)
            {
                throw new ArgumentException(DescribeExcess(inputs, cycles), nameof(inputs));
            }

            ThrowUnlessOk(status);
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>Runs cycles with every input zero and every reset active (low).</summary>
    /// <exception cref="InvalidOperationException">The module has no reset, or as <see cref="Run"/>.</exception>
    /// <exception cref="SimulationException">The design ended the simulation.</exception>
    public void Reset(int cycles = 2)
    {
        if (!Layout.Inputs.Any(port => port.Role == PortRole.Reset))
        {
            throw new InvalidOperationException($"module {Layout.Module.Name} has no reset");
        }

        Run(new uint[checked(cycles * Layout.InputWords)], Layout.NewOutputs(cycles), cycles);
    }

    /// <summary>Sets one input or the clock, for debugging; nothing is evaluated.</summary>
    /// <exception cref="KeyNotFoundException">No such port.</exception>
    /// <exception cref="ArgumentException">The port is no input, or the value is too wide for it.</exception>
    public void Poke(string port, ulong value) => Poke(Layout[port], value);

    /// <inheritdoc cref="Poke(string, ulong)"/>
    public void Poke(PortSlice port, ulong value)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (port.Bits < 64 && value >> port.Bits != 0)
        {
            throw new ArgumentException($"port {port.Name} has {port.Bits} bits: 0x{value:x} does not fit");
        }

        if (port.Words <= 2)
        {
            PokeWords(port, [(uint)value, (uint)(value >> 32)]);
        }
        else
        {
            var words = new uint[port.Words];
            (words[0], words[1]) = ((uint)value, (uint)(value >> 32));
            PokeWords(port, words);
        }
    }

    /// <summary>Sets one input of any width.</summary>
    /// <param name="port">Port name.</param>
    /// <param name="words">Its words, least significant first.</param>
    /// <exception cref="KeyNotFoundException">No such port.</exception>
    /// <exception cref="ArgumentException">The port is no input, or the value has another length or is too wide.
    /// </exception>
    public void PokeWide(string port, ReadOnlySpan<uint> words) => PokeWide(Layout[port], words);

    /// <inheritdoc cref="PokeWide(string, ReadOnlySpan{uint})"/>
    public void PokeWide(PortSlice port, ReadOnlySpan<uint> words)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (words.Length != port.Words || (words[^1] & ~port.LastWordMask) != 0)
        {
            throw new ArgumentException($"port {port.Name} takes {port.Words} words, no bit above {port.Bits}");
        }

        PokeWords(port, words);
    }

    /// <summary>Evaluates what follows from the inputs as they stand; the clock stays.</summary>
    /// <exception cref="SimulationException">The design ended the simulation.</exception>
    /// <exception cref="InvalidOperationException">As <see cref="Run"/>.</exception>
    public void Evaluate()
    {
        Enter();
        try
        {
            RefuseIfEnded();
            ThrowUnlessOk(_api.Eval(_handle.Pointer));
        }
        finally
        {
            Exit();
        }
    }

    /// <summary>The value of a port of at most 64 bits.</summary>
    /// <exception cref="KeyNotFoundException">No such port.</exception>
    /// <exception cref="InvalidOperationException">The port is wider, or as <see cref="Run"/>.</exception>
    public ulong Peek(string port) => Peek(Layout[port]);

    /// <inheritdoc cref="Peek(string)"/>
    public ulong Peek(PortSlice port)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (port.Bits > 64)
        {
            throw new InvalidOperationException($"port {port.Name} has {port.Bits} bits: use PeekWide");
        }

        Span<uint> words = stackalloc uint[2];
        words.Clear();
        PeekWords(port, words);
        return words[0] | ((ulong)words[1] << 32);
    }

    /// <summary>The words of a port, least significant first.</summary>
    /// <exception cref="KeyNotFoundException">No such port.</exception>
    public uint[] PeekWide(string port)
    {
        var slice = Layout[port];
        var words = new uint[slice.Words];
        PeekWide(slice, words);
        return words;
    }

    /// <summary>Copies the words of a port, least significant first.</summary>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void PeekWide(PortSlice port, Span<uint> words)
    {
        ArgumentNullException.ThrowIfNull(port);
        if (words.Length != port.Words)
        {
            throw new ArgumentException($"port {port.Name} has {port.Words} words, not {words.Length}");
        }

        PeekWords(port, words);
    }

    /// <summary>Writes a waveform of a window of cycles. Opening one closes the one before.</summary>
    /// <param name="path">FST file.</param>
    /// <param name="fromCycle">First cycle, counted as <see cref="Cycle"/>.</param>
    /// <param name="cycleCount">Number of cycles; the file is closed after them.</param>
    /// <exception cref="InvalidOperationException">The model was built without <see cref="Build.BuildOptions.Trace"/>.
    /// </exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void OpenTrace(string path, long fromCycle = 0, long cycleCount = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(fromCycle);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cycleCount);
        if (!Library.Options.Trace)
        {
            throw new InvalidOperationException($"module {Layout.Module.Name} was built without waveforms");
        }

        var status = Use(instance => _api.OpenTrace(instance, path, fromCycle, cycleCount));
        if (status != NativeStatus.Ok)
        {
            throw new IOException($"cannot write the waveform {path}");
        }
    }

    /// <summary>Closes the waveform, if one is open.</summary>
    public void CloseTrace() => Use(_api.CloseTrace);

    /// <summary>Forgets what was covered so far: the initial values, say, that no stimulus chose.</summary>
    /// <exception cref="InvalidOperationException">The model was built without coverage.</exception>
    public void ClearCoverage()
    {
        RefuseWithoutCoverage();
        ThrowUnlessOk(Use(_api.ClearCoverage));
    }

    /// <summary>Writes what was covered so far, as verilator_coverage reads it.</summary>
    /// <exception cref="InvalidOperationException">The model was built without coverage.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void WriteCoverage(string path)
    {
        RefuseWithoutCoverage();
        if (Use(instance => _api.WriteCoverage(instance, path)) != NativeStatus.Ok)
        {
            throw new IOException($"cannot write the coverage file {path}");
        }
    }

    /// <summary>Closes the waveform and frees the instance.</summary>
    /// <exception cref="InvalidOperationException">Another thread uses it.</exception>
    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            Enter();
            _handle.Dispose();
            Exit();
        }
    }

    private void RefuseWithoutCoverage()
    {
        if (Library.Options.Coverage == Build.CoverageKinds.None)
        {
            throw new InvalidOperationException($"module {Layout.Module.Name} was built without coverage");
        }
    }

    private static void CheckLength(int length, int words, int cycles, string name)
    {
        if (length != (long)words * cycles)
        {
            throw new ArgumentException($"{length} words for {cycles} cycles of {words} words", name);
        }
    }

    private void PokeWords(PortSlice port, ReadOnlySpan<uint> words)
    {
        if (port.Direction != PortDirection.Input)
        {
            throw new ArgumentException($"port {port.Name} is no input");
        }

        Enter();
        try
        {
            _api.Poke(_handle.Pointer, port.Index, words);
        }
        finally
        {
            Exit();
        }
    }

    private void PeekWords(PortSlice port, Span<uint> words)
    {
        Enter();
        try
        {
            _api.Peek(_handle.Pointer, port.Index, words);
        }
        finally
        {
            Exit();
        }
    }

    private T Use<T>(Func<nint, T> function)
    {
        Enter();
        try
        {
            return function(_handle.Pointer);
        }
        finally
        {
            Exit();
        }
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _busy, 1) != 0)
        {
            throw new InvalidOperationException(
                $"module {Layout.Module.Name}: another thread is using this instance; give each thread its own");
        }

        if (_handle.IsClosed)
        {
            Exit();
            throw new ObjectDisposedException(nameof(VerilatedModel));
        }
    }

    private void Exit() => Volatile.Write(ref _busy, 0);

    private void RefuseIfEnded()
    {
        if (_ended)
        {
            throw new InvalidOperationException(
                $"module {Layout.Module.Name}: the simulation has ended; make a new instance");
        }
    }

    private void ThrowUnlessOk(NativeStatus status)
    {
        if (status == NativeStatus.Ok)
        {
            return;
        }

        _ended = true;
        var end = status switch
        {
            NativeStatus.Finish => SimulationEnd.Finish,
            NativeStatus.Stop => SimulationEnd.Stop,
            NativeStatus.Fatal => SimulationEnd.Fatal,
            _ => SimulationEnd.CppException,
        };
        throw new SimulationException(
            Layout.Module.Name,
            end,
            _api.Error(_handle.Pointer),
            _api.Cycle(_handle.Pointer),
            _api.Log(_handle.Pointer));
    }

    private string DescribeExcess(ReadOnlySpan<uint> inputs, int cycles)
    {
        for (int cycle = 0; cycle < cycles; cycle++)
        {
            var record = inputs.Slice(cycle * Layout.InputWords, Layout.InputWords);
            foreach (var port in Layout.Inputs)
            {
                uint last = port.Of(record)[^1];
                if ((last & ~port.LastWordMask) != 0)
                {
                    return $"record {cycle}: port {port.Name} has {port.Bits} bits, its last word is 0x{last:x}";
                }
            }
        }

        return "an input record changed while it was read";
    }
}
