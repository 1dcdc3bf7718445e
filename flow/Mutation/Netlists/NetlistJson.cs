using System.Text.Json;

namespace MixPe.Flow.Mutation.Netlists;

/// <summary>Reads what Yosys' write_json wrote.</summary>
internal static class NetlistJson
{
    public static Netlist Parse(string text, string top)
    {
        using JsonDocument document = JsonDocument.Parse(text);
        Dictionary<string, NetModule> modules = document.RootElement.GetProperty("modules").EnumerateObject()
            .ToDictionary(module => module.Name, Module, StringComparer.Ordinal);
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

    private static NetModule Module(JsonProperty module)
    {
        JsonElement body = module.Value;
        string original = body.GetProperty("attributes").TryGetProperty("hdlname", out JsonElement name)
            ? name.GetString()!.TrimStart('\\')
            : module.Name;
        return new NetModule(
            module.Name,
            original,
            [.. body.GetProperty("ports").EnumerateObject().Select(port => new NetPort(
                port.Name,
                port.Value.GetProperty("direction").GetString() == "input",
                Bits(port.Value.GetProperty("bits"))))],
            [.. Assertions.Mark(
                    MemoryWords.Expand(body, [.. body.GetProperty("cells").EnumerateObject().Select(Cell)]),
                    [.. Outputs(body).SelectMany(port => Bits(port.Value.GetProperty("bits")))])
                .OrderBy(cell => cell.Source.File, StringComparer.Ordinal)
                .ThenBy(cell => cell.Source.First)
                .ThenBy(cell => cell.Name, StringComparer.Ordinal)],
            Names(body.GetProperty("netnames")))
        {
            Parameters = Parameters(body),
        };
    }

    private static IEnumerable<JsonProperty> Outputs(JsonElement module) => module.GetProperty("ports").EnumerateObject()
        .Where(port => port.Value.GetProperty("direction").GetString() == "output");

    // Of a module with its parameters filled in, the defaults are what they were filled in with.
    private static Dictionary<string, int> Parameters(JsonElement module) =>
        module.TryGetProperty("parameter_default_values", out JsonElement values)
            ? values.EnumerateObject().Where(value => value.Value.GetString()!.Length == 32).ToDictionary(
                value => value.Name, value => Convert.ToInt32(value.Value.GetString(), 2), StringComparer.Ordinal)
            : [];

    private static NetCell Cell(JsonProperty cell)
    {
        JsonElement directions = cell.Value.GetProperty("port_directions");
        JsonElement connections = cell.Value.GetProperty("connections");
        JsonElement parameters = cell.Value.GetProperty("parameters");
        Dictionary<string, IReadOnlyList<NetBit>> Ports(string direction) => directions.EnumerateObject()
            .Where(port => port.Value.GetString() == direction)
            .ToDictionary(port => port.Name, port => Bits(connections.GetProperty(port.Name)), StringComparer.Ordinal);
        bool IsSigned(string parameter) =>
            !parameters.TryGetProperty(parameter, out JsonElement value) || value.GetString()!.EndsWith('1');
        bool isSigned = parameters.TryGetProperty("A_SIGNED", out _) && IsSigned("A_SIGNED") && IsSigned("B_SIGNED");
        string? source = cell.Value.GetProperty("attributes").TryGetProperty("src", out JsonElement src)
            ? src.GetString()
            : null;
        return new NetCell(
            cell.Name, cell.Value.GetProperty("type").GetString()!, SourceSpan.Parse(source), isSigned,
            Ports("input"), Ports("output"));
    }

    private static IReadOnlyList<NetBit> Bits(JsonElement bits) =>
    [
        .. bits.EnumerateArray().Select(bit => bit.ValueKind == JsonValueKind.Number
            ? NetBit.Of(bit.GetInt32())
            : bit.GetString() == "x" ? NetBit.Undefined : NetBit.Constant(bit.GetString() == "1")),
    ];

    private static Dictionary<int, string> Names(JsonElement nets)
    {
        Dictionary<int, string> names = [];
        foreach (JsonProperty net in nets.EnumerateObject()
            .Where(net => net.Value.GetProperty("hide_name").GetInt32() == 0)
            .OrderBy(net => net.Name.Length))
        {
            IReadOnlyList<NetBit> bits = Bits(net.Value.GetProperty("bits"));
            for (int i = 0; i < bits.Count; i++)
            {
                names.TryAdd(bits[i].Net, bits.Count == 1 ? net.Name : $"{net.Name}[{i}]");
            }
        }

        return names;
    }
}
