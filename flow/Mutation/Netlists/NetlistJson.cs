using MixPe.Flow.Tools.Yosys;

namespace MixPe.Flow.Mutation.Netlists;

/// <summary>A unit out of what Yosys' write_json wrote.</summary>
internal static class NetlistJson
{
    public static Netlist Parse(string text, string top)
    {
        Dictionary<string, NetModule> modules = YosysDocument.Parse(text).Modules
            .ToDictionary(module => module.Key, module => Module(module.Key, module.Value), StringComparer.Ordinal);
        List<NetModule> ordered = [];
        Visit(modules, top, ordered);
        return new Netlist(modules[top], ordered);
    }

    private static void Visit(Dictionary<string, NetModule> modules, string name, List<NetModule> ordered)
    {
        NetModule module = modules[name];
        foreach (NetCell instance in module.Cells.Where(cell => !cell.IsPrimitive))
        {
            if (ordered.All(seen => seen.Name != instance.Type))
            {
                Visit(modules, instance.Type, ordered);
            }
        }

        ordered.Add(module);
    }

    private static NetModule Module(string name, YosysModule module) => new(
        name,
        module.SourceName(name),
        [.. module.Ports.Select(port => new NetPort(port.Key, port.Value.IsInput, Bits(port.Value.Bits)))],
        [.. Assertions.Mark(
                MemoryWords.Expand(module, [.. module.Cells.Select(cell => Cell(cell.Key, cell.Value))]),
                [.. module.Ports.Values.Where(port => !port.IsInput).SelectMany(port => Bits(port.Bits))])
            .OrderBy(cell => cell.Source.File, StringComparer.Ordinal)
            .ThenBy(cell => cell.Source.First)
            .ThenBy(cell => cell.Name, StringComparer.Ordinal)],
        Names(module.Netnames))
    {
        Parameters = module.ParameterDefaultValues.Where(value => value.Value.Length == 32).ToDictionary(
            value => value.Key, value => Convert.ToInt32(value.Value, 2), StringComparer.Ordinal),
        Memories =
        [
            .. module.Memories.Where(memory => MemoryWords.Stays(memory.Value))
                .Select(memory => new NetMemory(memory.Key, memory.Value.Size, memory.Value.Width)),
        ],
    };

    private static NetCell Cell(string name, YosysCell cell)
    {
        Dictionary<string, IReadOnlyList<NetBit>> Ports(string direction) => cell.PortDirections
            .Where(port => port.Value == direction)
            .ToDictionary(port => port.Key, port => Bits(cell.Connections[port.Key]), StringComparer.Ordinal);
        bool IsSigned(string parameter) =>
            !cell.Parameters.TryGetValue(parameter, out string? value) || value.EndsWith('1');
        bool isSigned = cell.Parameters.ContainsKey("A_SIGNED") && IsSigned("A_SIGNED") && IsSigned("B_SIGNED");
        return new NetCell(
            name, cell.Type, SourceSpan.Parse(cell.Attributes.GetValueOrDefault("src")), isSigned,
            Ports("input"), Ports("output"))
        {
            Memory = cell.Parameters.TryGetValue("MEMID", out string? memory) ? memory.TrimStart('\\') : null,
        };
    }

    private static IReadOnlyList<NetBit> Bits(IReadOnlyList<YosysBit> bits) => [.. bits.Select(bit => bit switch
    {
        { IsConstant: true } => NetBit.Constant(bit.Net == 1),
        { Net: < 0 } => NetBit.Undefined,
        _ => NetBit.Of(bit.Net),
    })];

    // Of several names of a bit the shortest.
    private static Dictionary<int, string> Names(IReadOnlyDictionary<string, YosysSignal> signals)
    {
        Dictionary<int, string> names = [];
        foreach (var (name, signal) in signals.Where(signal => signal.Value.HideName == 0)
            .OrderBy(signal => signal.Key.Length))
        {
            IReadOnlyList<NetBit> bits = Bits(signal.Bits);
            for (int i = 0; i < bits.Count; i++)
            {
                names.TryAdd(bits[i].Net, bits.Count == 1 ? name : $"{name}[{i}]");
            }
        }

        return names;
    }
}
