using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Formal;

/// <summary>A netlist as Yosys' write_json puts it.</summary>
/// <param name="modules">The modules.</param>
public sealed class Netlist(IReadOnlyList<NetModule> modules)
{
    /// <summary>The modules.</summary>
    public IReadOnlyList<NetModule> Modules { get; } = modules;

    /// <summary>The module of that name.</summary>
    public NetModule Module(string name) => Modules.Single(module => module.Name == name);

    /// <summary>The derived modules of a parameterized one, and the module itself if it has no parameters or is used with
    /// their defaults.</summary>
    public IEnumerable<NetModule> InstancesOf(string source) => Modules.Where(module =>
        module.Source == source && (module.Parameters.Count == 0 || module.Name != source
            || Modules.Any(user => user.Cells.Any(cell => cell.Type == source))));

    /// <summary>Reads a document of write_json.</summary>
    public static Netlist Parse(string json) =>
        new([.. YosysDocument.Parse(json).Modules.Select(module => Module(module.Key, module.Value))]);

    private static NetModule Module(string name, YosysModule module) => new(
        name,
        module.SourceName(name),
        Integers(module.ParameterDefaultValues),
        [.. module.Ports.Select(port => new NetPort(port.Key, port.Value.IsInput, Nets(port.Value.Bits)))],
        [.. module.Cells.Values.Select(Cell)],
        module.Netnames.ToDictionary(wire => wire.Key, wire => Nets(wire.Value.Bits), StringComparer.Ordinal));

    private static NetCell Cell(YosysCell cell) => new(
        cell.Type,
        Integers(cell.Parameters),
        cell.Connections.ToDictionary(port => port.Key, port => Nets(port.Value), StringComparer.Ordinal),
        [.. cell.PortDirections.Where(port => port.Value != "input").Select(port => port.Key)]);

    private static IReadOnlyList<int> Nets(IReadOnlyList<YosysBit> bits) => [.. bits.Select(bit => bit.Net)];

    // What is no 64-bit integer is of no use here.
    private static Dictionary<string, long> Integers(IReadOnlyDictionary<string, string> parameters)
    {
        Dictionary<string, long> integers = new(StringComparer.Ordinal);
        foreach (var (name, digits) in parameters)
        {
            if (digits.Length is > 0 and <= 64 && digits.All(digit => digit is '0' or '1'))
            {
                // 32 digits are a signed integer of the language.
                long value = (long)Convert.ToUInt64(digits, 2);
                integers[name] = digits.Length == 32 ? (int)value : value;
            }
        }

        return integers;
    }
}
