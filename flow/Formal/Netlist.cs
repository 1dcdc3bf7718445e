using System.Text.Json;

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
    public static Netlist Parse(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 128 });
        return new Netlist(
            [.. document.RootElement.GetProperty("modules").EnumerateObject().Select(Module)]);
    }

    private static NetModule Module(JsonProperty entry)
    {
        JsonElement module = entry.Value;
        string source = module.GetProperty("attributes").TryGetProperty("hdlname", out JsonElement name)
            ? name.GetString()!.TrimStart('\\')
            : entry.Name;
        return new NetModule(
            entry.Name,
            source,
            module.TryGetProperty("parameter_default_values", out JsonElement values)
                ? Integers(values)
                : new Dictionary<string, long>(),
            [.. module.GetProperty("ports").EnumerateObject().Select(port => new NetPort(
                port.Name, port.Value.GetProperty("direction").GetString() == "input", Bits(port.Value.GetProperty("bits"))))],
            [.. module.GetProperty("cells").EnumerateObject().Select(cell => Cell(cell.Value))],
            module.GetProperty("netnames").EnumerateObject().ToDictionary(
                wire => wire.Name, wire => Bits(wire.Value.GetProperty("bits")), StringComparer.Ordinal));
    }

    private static NetCell Cell(JsonElement cell) => new(
        cell.GetProperty("type").GetString()!,
        Integers(cell.GetProperty("parameters")),
        cell.GetProperty("connections").EnumerateObject().ToDictionary(
            port => port.Name, port => Bits(port.Value), StringComparer.Ordinal),
        [.. cell.GetProperty("port_directions").EnumerateObject()
            .Where(port => port.Value.GetString() != "input").Select(port => port.Name)]);

    private static IReadOnlyList<int> Bits(JsonElement bits) =>
        [.. bits.EnumerateArray().Select(bit => bit.ValueKind == JsonValueKind.Number
            ? bit.GetInt32()
            : bit.GetString() switch { "0" => 0, "1" => 1, _ => -1 })];

    // Parameters are binary digits; what is no 64-bit integer is of no use here.
    private static Dictionary<string, long> Integers(JsonElement parameters)
    {
        Dictionary<string, long> integers = new(StringComparer.Ordinal);
        foreach (JsonProperty parameter in parameters.EnumerateObject())
        {
            string digits = parameter.Value.ToString();
            if (digits.Length is > 0 and <= 64 && digits.All(digit => digit is '0' or '1'))
            {
                // 32 digits are a signed integer of the language.
                long value = (long)Convert.ToUInt64(digits, 2);
                integers[parameter.Name] = digits.Length == 32 ? (int)value : value;
            }
        }

        return integers;
    }
}
