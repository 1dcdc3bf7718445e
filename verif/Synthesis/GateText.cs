using System.Text;
using MixPe.Flow.Cells;
using MixPe.Flow.Gates;

namespace MixPe.Verif.Synthesis;

/// <summary>Writes the netlists of the tests: what Yosys' write_json would, without Yosys.</summary>
internal static class GateText
{
    /// <summary>A netlist over <see cref="SmallLibrary"/>.</summary>
    /// <param name="inputs">Names of inputs of one bit.</param>
    /// <param name="outputs">Names of outputs of one bit, each also a net.</param>
    /// <param name="cells">As in "INV A=a Y=n1"; a net is a name or 0 or 1.</param>
    public static GateNetlist Read(string inputs, string outputs, params string[] cells) =>
        GateNetlist.Parse(Json(inputs, outputs, cells), SmallLibrary.Read());

    /// <summary>The document.</summary>
    public static string Json(string inputs, string outputs, params string[] cells)
    {
        CellLibrary library = SmallLibrary.Read();
        Dictionary<string, int> nets = new(StringComparer.Ordinal);
        StringBuilder ports = new();
        foreach (string name in inputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            ports.Append($"{Comma(ports)}\"{name}\":{{\"direction\":\"input\",\"bits\":[{Net(name)}]}}");
        }

        foreach (string name in outputs.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            ports.Append($"{Comma(ports)}\"{name}\":{{\"direction\":\"output\",\"bits\":[{Net(name)}]}}");
        }

        StringBuilder text = new();
        for (int i = 0; i < cells.Length; i++)
        {
            string[] words = cells[i].Split(' ');
            LibraryCell? cell = library.Find(words[0]);
            IEnumerable<string[]> pins = words[1..].Select(word => word.Split('='));
            text.Append($"{Comma(text)}\"u{i}\":{{\"type\":\"{words[0]}\",\"parameters\":{{}},\"attributes\":{{}},")
                .Append($"\"port_directions\":{{{string.Join(',', pins.Select(pin =>
                    $"\"{pin[0]}\":\"{cell?.Pin(pin[0])?.Direction ?? "input"}\""))}}},")
                .Append($"\"connections\":{{{string.Join(',', pins.Select(pin =>
                    $"\"{pin[0]}\":[{Net(pin[1])}]"))}}}}}");
        }

        string names = string.Join(',', nets.Select(net =>
            $"\"{net.Key}\":{{\"hide_name\":0,\"bits\":[{net.Value}],\"attributes\":{{}}}}"));
        return $"{{\"modules\":{{\"top\":{{\"attributes\":{{}},\"ports\":{{{ports}}},\"cells\":{{{text}}},"
            + $"\"netnames\":{{{names}}}}}}}}}";

        string Net(string name) => name is "0" or "1"
            ? $"\"{name}\""
            : (nets.TryGetValue(name, out int net) ? net : nets[name] = nets.Count + 2).ToString(
                System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Comma(StringBuilder text) => text.Length > 0 ? "," : "";
}
