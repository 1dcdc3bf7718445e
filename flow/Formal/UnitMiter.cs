using System.Globalization;
using System.Text;

namespace MixPe.Flow.Formal;

/// <summary>A module with a unit and its specification side by side on the same inputs; bad rises where an output
/// differs.</summary>
internal static class UnitMiter
{
    /// <summary>Name of the module.</summary>
    public const string Name = "mixpe_miter";

    /// <summary>Its one output.</summary>
    public const string Bad = "bad";

    /// <summary>Command that makes every undriven net and every unknown bit of a flat design a free one: otherwise the
    /// solver would take it for 0, and the optimizer for whatever suits it.</summary>
    public const string FreeUnknowns = "setundef -undriven -anyseq";

    /// <summary>The module's text.</summary>
    /// <param name="unit">The unit, at the parameters of its instance.</param>
    /// <param name="specification">Name of the specification module; its ports are the unit's.</param>
    /// <param name="parameters">The specification's parameters.</param>
    /// <param name="assumption">What the inputs hold to, an expression; "1" for anything.</param>
    /// <param name="care">Of a unit with one output: an expression that is one at each bit of it that is compared; null for all.</param>
    public static string Text(
        NetModule unit, string specification, IReadOnlyDictionary<string, long> parameters, string assumption = "1", string? care = null) =>
        Text([unit], specification, _ => parameters, assumption, care);

    /// <summary>The text for several sets of parameters at once, each with inputs of its own if there are several.
    /// </summary>
    public static string Text(
        IReadOnlyList<NetModule> units,
        string specification,
        Func<NetModule, IReadOnlyDictionary<string, long>> parameters,
        string assumption = "1",
        string? care = null)
    {
        StringBuilder inputs = new();
        StringBuilder body = new();
        List<string> differences = [];
        for (int i = 0; i < units.Count; i++)
        {
            NetModule unit = units[i];
            string suffix = units.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"_{i}");
            foreach (NetPort port in unit.Ports)
            {
                string range = string.Create(CultureInfo.InvariantCulture, $"[{port.Bits.Count - 1}:0]");
                (port.IsInput ? inputs : body).Append(port.IsInput
                    ? $"  input wire {range} {port.Name}{suffix},\n"
                    : $"  wire {range} got_{port.Name}{suffix}, want_{port.Name}{suffix};\n");
            }

            Instance(body, unit.Source, unit.Parameters, "u_dut", "got", suffix, unit.Ports);
            Instance(body, specification, parameters(unit), "u_spec", "want", suffix, unit.Ports);
            differences.AddRange(unit.Ports.Where(port => !port.IsInput).Select(port =>
                care is null
                    ? $"(got_{port.Name}{suffix} != want_{port.Name}{suffix})"
                    : $"(((got_{port.Name}{suffix} ^ want_{port.Name}{suffix}) & {care}) != 0)"));
        }

        return $"""
            module {Name} (
            {inputs}  output wire {Bad}
            );
            {body}  assign {Bad} = ({assumption}) & ({string.Join(" | ", differences)});
            endmodule

            """;
    }

    /// <summary>Yosys commands that make the flat miter out of miter.sv.</summary>
    /// <param name="room">Where.</param>
    /// <param name="more">Commands that change the modules.</param>
    public static IReadOnlyList<string> Prepare(ProofRoom room, params IReadOnlyList<string> more) =>
    [
        $"read_verilog -sv {room.Sources} {Specifications.Files} miter.sv",
        $"hierarchy -check -top {Name}",
        "proc",
        .. more,
        "flatten",
        FreeUnknowns,
        "opt -full",
    ];

    private static void Instance(
        StringBuilder text,
        string module,
        IReadOnlyDictionary<string, long> parameters,
        string instance,
        string prefix,
        string suffix,
        IEnumerable<NetPort> ports)
    {
        string values = string.Join(", ", parameters.Select(parameter =>
            string.Create(CultureInfo.InvariantCulture, $".{parameter.Key}({parameter.Value})")));
        string connections = string.Join(", ", ports.Select(port =>
            $".{port.Name}({(port.IsInput ? "" : $"{prefix}_")}{port.Name}{suffix})"));
        string hash = values.Length == 0 ? "" : $"#({values}) ";
        text.Append($"  {module} {hash}{instance}{suffix} ({connections});\n");
    }
}
