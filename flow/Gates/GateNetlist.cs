using System.Text.Json;
using MixPe.Flow.Cells;
using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Gates;

/// <summary>A flat netlist of a library's cells. Nets are numbered from 0 without gaps; the first two are the
/// constants. It has no loop of logic, each net has one driver, and its registers are flip-flops on one edge of one
/// clock, an input.
/// </summary>
public sealed class GateNetlist
{
    /// <summary>The net that is always 0.</summary>
    public const int Zero = 0;

    /// <summary>The net that is always 1.</summary>
    public const int One = 1;

    private readonly int[] _fanoutStart;
    private readonly GateSink[] _fanout;
    private readonly GateInstance[] _instances;
    private readonly int[] _drivers;
    private readonly string[] _netNames;
    private readonly int[] _order;
    private readonly int[] _registers;

    internal GateNetlist(
        string name,
        CellLibrary library,
        IReadOnlyList<GatePort> ports,
        GateInstance[] instances,
        string[] netNames)
    {
        Name = name;
        Library = library;
        Ports = ports;
        _instances = instances;
        _netNames = netNames;
        (_fanoutStart, _fanout) = NetlistStructure.Fanout(instances, netNames.Length);
        _drivers = NetlistStructure.Drivers(this);
        _order = NetlistStructure.Order(this);
        _registers = [.. Enumerable.Range(0, instances.Length).Where(i => instances[i].IsRegister)];
        Clock = NetlistClock.Of(this);
    }

    /// <summary>Name of the module.</summary>
    public string Name { get; }

    /// <summary>The library of its cells.</summary>
    public CellLibrary Library { get; }

    /// <summary>Its ports, in declaration order.</summary>
    public IReadOnlyList<GatePort> Ports { get; }

    /// <summary>Its instances; their number is their place here.</summary>
    public IReadOnlyList<GateInstance> Instances => _instances;

    /// <summary>Number of nets, the constants counted.</summary>
    public int NetCount => _netNames.Length;

    /// <summary>The combinational instances, each after those that drive it.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>The flip-flops.</summary>
    public IReadOnlyList<int> Registers => _registers;

    /// <summary>The clock of the flip-flops; null if there are none.</summary>
    public NetlistClock? Clock { get; }

    /// <summary>Sum of the cells' areas, in the library's unit.</summary>
    public double Area => _instances.Sum(instance => instance.Cell.Area);

    /// <summary>Sum of the cells' leakage, in W.</summary>
    public double Leakage => _instances.Sum(instance => instance.Cell.Leakage);

    /// <summary>The inputs that a net drives.</summary>
    public ReadOnlySpan<GateSink> FanoutOf(int net) =>
        _fanout.AsSpan(_fanoutStart[net], _fanoutStart[net + 1] - _fanoutStart[net]);

    /// <summary>Number of the instance that drives a net; −1 for a constant or an input.</summary>
    public int DriverOf(int net) => _drivers[net];

    /// <summary>A name of a net: that of a signal of the source if it has one.</summary>
    public string NetName(int net) => _netNames[net];

    /// <summary>The port of that name.</summary>
    /// <exception cref="NetlistException">There is none.</exception>
    public GatePort Port(string name) => Ports.FirstOrDefault(port => port.Name == name)
        ?? throw new NetlistException($"{Name} has no port {name}");

    /// <summary>Reads what Yosys' write_json wrote.</summary>
    /// <param name="json">The document.</param>
    /// <param name="library">The library that it is mapped to.</param>
    /// <param name="module">The module; null if there is only one.</param>
    /// <exception cref="NetlistException">It is not mapped, not flat, or has what is not understood.</exception>
    public static GateNetlist Parse(string json, CellLibrary library, string? module = null)
    {
        ArgumentNullException.ThrowIfNull(library);
        YosysDocument document;
        try
        {
            document = YosysDocument.Parse(json);
        }
        catch (JsonException e)
        {
            throw new NetlistException($"no netlist of Yosys: {e.Message}");
        }

        if (module is null)
        {
            return document.Modules.Count == 1
                ? NetlistReader.Read(document.Modules.Single().Key, document.Modules.Single().Value, library)
                : throw new NetlistException($"one module is wanted, not {document.Modules.Count}");
        }

        return document.Modules.TryGetValue(module, out YosysModule? found)
            ? NetlistReader.Read(module, found, library)
            : throw new NetlistException($"the netlist has no module {module}");
    }
}
