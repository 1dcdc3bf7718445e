using System.Runtime.InteropServices;

namespace MixPe.Sim.Host;

/// <summary>The C functions of one loaded model. The library stays loaded: thread-local destructors of the C++
/// run-time library forbid to unload it while a thread lives that ran it.</summary>
internal sealed unsafe class NativeApi
{
    // Poke and peek copy some words and return; no exception, no I/O: they need not let the collector run.
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, uint, uint*, void> _poke;
    private readonly delegate* unmanaged[SuppressGCTransition]<nint, uint, uint*, void> _peek;
    private readonly delegate* unmanaged<uint, nint> _create;
    private readonly delegate* unmanaged<nint, void> _destroy;
    private readonly delegate* unmanaged<nint, uint*, uint*, ulong, NativeStatus> _run;
    private readonly delegate* unmanaged<nint, NativeStatus> _eval;
    private readonly delegate* unmanaged<nint, ulong> _cycle;
    private readonly delegate* unmanaged<nint, nint> _error;
    private readonly delegate* unmanaged<nint, nint> _log;
    private readonly delegate* unmanaged<nint, byte*, ulong, ulong, NativeStatus> _traceOpen;
    private readonly delegate* unmanaged<nint, NativeStatus> _traceClose;
    private readonly delegate* unmanaged<nint, NativeStatus> _coverageClear;
    private readonly delegate* unmanaged<nint, byte*, NativeStatus> _coverageWrite;

    public NativeApi(string path)
    {
        nint library = NativeLibrary.Load(path);
        void* Export(string name) => (void*)NativeLibrary.GetExport(library, "mixp_" + name);
        Abi = ((delegate* unmanaged<uint>)Export("abi"))();
        InputWords = ((delegate* unmanaged<uint>)Export("in_words"))();
        OutputWords = ((delegate* unmanaged<uint>)Export("out_words"))();
        _poke = (delegate* unmanaged[SuppressGCTransition]<nint, uint, uint*, void>)Export("poke");
        _peek = (delegate* unmanaged[SuppressGCTransition]<nint, uint, uint*, void>)Export("peek");
        _create = (delegate* unmanaged<uint, nint>)Export("create");
        _destroy = (delegate* unmanaged<nint, void>)Export("destroy");
        _run = (delegate* unmanaged<nint, uint*, uint*, ulong, NativeStatus>)Export("run");
        _eval = (delegate* unmanaged<nint, NativeStatus>)Export("eval");
        _cycle = (delegate* unmanaged<nint, ulong>)Export("cycle");
        _error = (delegate* unmanaged<nint, nint>)Export("error");
        _log = (delegate* unmanaged<nint, nint>)Export("log");
        _traceOpen = (delegate* unmanaged<nint, byte*, ulong, ulong, NativeStatus>)Export("trace_open");
        _traceClose = (delegate* unmanaged<nint, NativeStatus>)Export("trace_close");
        _coverageClear = (delegate* unmanaged<nint, NativeStatus>)Export("coverage_clear");
        _coverageWrite = (delegate* unmanaged<nint, byte*, NativeStatus>)Export("coverage_write");
    }

    public uint Abi { get; }

    public uint InputWords { get; }

    public uint OutputWords { get; }

    public nint Create(uint seed) => _create(seed);

    public void Destroy(nint instance) => _destroy(instance);

    public NativeStatus Run(nint instance, ReadOnlySpan<uint> inputs, Span<uint> outputs, int cycles)
    {
        fixed (uint* first = inputs)
        fixed (uint* result = outputs)
        {
            return _run(instance, first, result, (ulong)cycles);
        }
    }

    public NativeStatus Eval(nint instance) => _eval(instance);

    public void Poke(nint instance, int port, ReadOnlySpan<uint> words)
    {
        fixed (uint* first = words)
        {
            _poke(instance, (uint)port, first);
        }
    }

    public void Peek(nint instance, int port, Span<uint> words)
    {
        fixed (uint* first = words)
        {
            _peek(instance, (uint)port, first);
        }
    }

    public long Cycle(nint instance) => (long)_cycle(instance);

    public string Error(nint instance) => Marshal.PtrToStringUTF8(_error(instance)) ?? "";

    public string Log(nint instance) => Marshal.PtrToStringUTF8(_log(instance)) ?? "";

    public NativeStatus OpenTrace(nint instance, string path, long from, long count)
    {
        fixed (byte* text = Utf8(path))
        {
            return _traceOpen(instance, text, (ulong)from, (ulong)count);
        }
    }

    public NativeStatus CloseTrace(nint instance) => _traceClose(instance);

    public NativeStatus ClearCoverage(nint instance) => _coverageClear(instance);

    public NativeStatus WriteCoverage(nint instance, string path)
    {
        fixed (byte* text = Utf8(path))
        {
            return _coverageWrite(instance, text);
        }
    }

    private static byte[] Utf8(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];
}
