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
    public static string Text(
        NetModule unit, string specification, IReadOnlyDictionary<string, long> parameters, string assumption = "1")
    {
        StringBuilder text = new();
        string inputs = string.Join(
            ",\n", unit.Ports.Where(port => port.IsInput).Select(port => $"  input wire {Range(port)} {port.Name}"));
        text.Append(CultureInfo.InvariantCulture, $"module {Name} (\n{inputs},\n  output wire {Bad}\n);\n");
        NetPort[] outputs = [.. unit.Ports.Where(port => !port.IsInput)];
        foreach (NetPort port in outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  wire {Range(port)} got_{port.Name}, want_{port.Name};\n");
        }

        Instance(text, unit.Source, unit.Parameters, "u_dut", "got", unit.Ports);
        Instance(text, specification, parameters, "u_spec", "want", unit.Ports);
        string difference = string.Join(
            " | ", outputs.Select(port => $"(got_{port.Name} != want_{port.Name})"));
        text.Append(CultureInfo.InvariantCulture, $"  assign {Bad} = ({assumption}) & ({difference});\nendmodule\n");
        return text.ToString();
    }

    /// <summary>Yosys commands that make the flat miter out of miter.sv.</summary>
    public static IReadOnlyList<string> Prepare(ProofRoom room, string defines = "") =>
    [
        $"read_verilog -sv {defines} {room.Sources} {Specifications.Files} miter.sv",
        $"hierarchy -check -top {Name}",
        "proc",
        "flatten",
        FreeUnknowns,
        "opt -full",
    ];

    private static string Range(NetPort port) =>
        string.Create(CultureInfo.InvariantCulture, $"[{port.Bits.Count - 1}:0]");

    private static void Instance(
        StringBuilder text,
        string module,
        IReadOnlyDictionary<string, long> parameters,
        string instance,
        string prefix,
        IEnumerable<NetPort> ports)
    {
        string values = string.Join(", ", parameters.Select(parameter =>
            string.Create(CultureInfo.InvariantCulture, $".{parameter.Key}({parameter.Value})")));
        string connections = string.Join(", ", ports.Select(port =>
            $".{port.Name}({(port.IsInput ? "" : $"{prefix}_")}{port.Name})"));
        string hash = values.Length == 0 ? "" : $"#({values}) ";
        text.Append(CultureInfo.InvariantCulture, $"  {module} {hash}{instance} ({connections});\n");
    }
}
