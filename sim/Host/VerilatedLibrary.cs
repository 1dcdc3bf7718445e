using MixPe.Sim.Build;

namespace MixPe.Sim.Host;

/// <summary>A verilated module loaded into this process. Any number of instances, of any number of libraries, live
/// beside each other; threads may create them at once.</summary>
public sealed class VerilatedLibrary
{
    private readonly NativeApi _api;

    private VerilatedLibrary(NativeApi api, string folder, RecordLayout layout, BuildOptions options)
    {
        _api = api;
        Folder = folder;
        Layout = layout;
        Options = options;
    }

    /// <summary>Directory of the finished build. Nothing in it may change.</summary>
    public string Folder { get; }

    /// <summary>How the module's ports lie in records.</summary>
    public RecordLayout Layout { get; }

    /// <summary>What it was built with.</summary>
    public BuildOptions Options { get; }

    /// <summary>A new instance, before its first cycle: inputs zero, registers random.</summary>
    /// <param name="seed">Determines the random initial state, and $random.</param>
    public VerilatedModel Create(ulong seed = 0) => new(_api, this, seed);

    internal static VerilatedLibrary Load(string folder, string path, RecordLayout layout, BuildOptions options)
    {
        var api = new NativeApi(path);
        if (api.Abi != PortsHeader.Abi || api.InputWords != layout.InputWords || api.OutputWords != layout.OutputWords)
        {
            throw new InvalidOperationException(
                $"{path}: interface {api.Abi} with {api.InputWords} input and {api.OutputWords} output words, "
                + $"wanted {PortsHeader.Abi} with {layout.InputWords} and {layout.OutputWords}");
        }

        return new VerilatedLibrary(api, folder, layout, options);
    }
}
