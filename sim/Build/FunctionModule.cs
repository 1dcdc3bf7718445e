using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Sim.Host;

namespace MixPe.Sim.Build;

/// <summary>A combinational module that is verilated by itself. In the model around it a module of the same name and
/// ports takes its place and calls the result through DPI-C.</summary>
internal sealed class FunctionModule
{
    private readonly ModuleSpec _module;

    /// <summary>A function of a build.</summary>
    /// <param name="module">The module, at its default parameters.</param>
    /// <param name="index">Its number in the build.</param>
    /// <exception cref="ArgumentException">It has a clock.</exception>
    public FunctionModule(ModuleSpec module, int index)
    {
        _module = module;
        Layout = new RecordLayout(module);
        string number = index.ToString(CultureInfo.InvariantCulture);
        Name = $"mixp_function_{number}";
        Folder = $"function{number}";
        if (Layout.Clock is not null)
        {
            throw new ArgumentException($"module {module.Name} has a clock: it is no function");
        }
    }

    /// <summary>Name of the C function.</summary>
    public string Name { get; }

    /// <summary>Folder of its C++ within that of the build.</summary>
    public string Folder { get; }

    /// <summary>The module's ports.</summary>
    public RecordLayout Layout { get; }

    /// <summary>The sources with the calling module in the place of the module's.</summary>
    /// <exception cref="ArgumentException">No file has the module's name.</exception>
    public IReadOnlyList<BundleFile> Replace(IReadOnlyList<BundleFile> sources)
    {
        string file = _module.Name + ".sv";
        bool Is(BundleFile source) => Path.GetFileName(source.Path) == file;
        return sources.Any(Is)
            ? [.. sources.Select(source => Is(source) ? source with { Text = Caller() } : source)]
            : throw new ArgumentException($"no source file {file}", nameof(sources));
    }

    // Packed vectors, also of one bit: DPI-C passes them as arrays of words.
    private string Caller()
    {
        string Ports(string type, string separator) => string.Join(separator, _module.Ports.Select(port =>
            string.Create(CultureInfo.InvariantCulture, $"{Word(port)} {type} [{port.Bits - 1}:0] {port.Name}")));
        return $"""
            module {_module.Name} (
              {Ports("logic", ",\n  ")}
            );
              import "DPI-C" pure function void {Name}({Ports("bit", ", ")});
              always_comb {Name}({string.Join(", ", _module.Ports.Select(port => port.Name))});
            endmodule

            """;
    }

    private static string Word(PortSpec port) => port.Direction == PortDirection.Input ? "input" : "output";
}
