using System.Globalization;
using System.Text;
using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>A module and its mutant side by side, registers outside: one step from equal states. If outputs and next
/// states are equal for every state and input, the two are equal for ever.</summary>
internal static class Miter
{
    /// <summary>Name of the module.</summary>
    public const string Name = "mixpe_miter";

    /// <summary>Its output: 1 where the two differ.</summary>
    public const string Differs = "differs_o";

    /// <summary>The reset of every unit that has one.</summary>
    public const string Reset = "rst_ni";

    /// <summary>SystemVerilog of the miter and of all below it.</summary>
    /// <param name="unit">The unit, registers outside.</param>
    /// <param name="module">The module to compare: the unit or one in it.</param>
    /// <param name="activation">The mutant.</param>
    /// <param name="assumption">What holds of inputs and registers, as an expression over the ports; empty for nothing.
    /// </param>
    public static string Text(MutableUnit unit, NetModule module, MutantActivation activation, string assumption)
    {
        string given = assumption.Length == 0 ? "1'b1" : assumption;
        return Write(unit, module, activation, $"  assign {Differs} = ({given}) & differs;\n");
    }

    /// <summary>SystemVerilog of the unit and its mutant, each from registers of its own and any values in them: once
    /// there was a reset they must be equal.</summary>
    /// <param name="unit">The unit, what is in it outside.</param>
    /// <param name="activation">The mutant.</param>
    public static string FromReset(MutableUnit unit, MutantActivation activation)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return Write(unit, unit.Netlist.Top, activation, $"""
              logic is_reset_q = 1'b0;
              always_ff @(posedge clk_i) is_reset_q <= is_reset_q | ~{Reset};
              assign {Differs} = is_reset_q & differs;

            """);
    }

    private static string Write(MutableUnit unit, NetModule module, MutantActivation activation, string verdict)
    {
        MutableModule written = unit.Modules[module.Name];
        StringBuilder text = new();
        foreach (NetModule below in unit.Netlist.Below(module))
        {
            text.Append(unit.Modules[below.Name].Text);
        }

        (string Name, int Bits)[] inputs =
        [
            .. module.Ports.Where(port => port.IsInput).Select(port => (port.Name, port.Bits.Count)),
            .. written.Outside.Where(pin => pin.IsInput).Select(pin => (pin.Name, pin.Bits)),
        ];
        (string Name, int Bits)[] outputs =
        [
            .. module.Ports.Where(port => !port.IsInput).Select(port => (port.Name, port.Bits.Count)),
            .. written.Outside.Where(pin => !pin.IsInput).Select(pin => (pin.Name, pin.Bits)),
        ];
        text.Append(CultureInfo.InvariantCulture, $"module {Name} (\n");
        foreach (var (name, bits) in inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  input logic [{bits - 1}:0] {name},\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"  output logic {Differs}\n);\n");
        foreach (string copy in new[] { "gold", "gate" })
        {
            foreach (var (name, bits) in outputs)
            {
                text.Append(CultureInfo.InvariantCulture, $"  logic [{bits - 1}:0] {copy}_{name};\n");
            }

            MutantActivation on = copy == "gold" ? MutantActivation.None : activation;
            text.Append(CultureInfo.InvariantCulture, $"  {written.Name} {copy} (\n");
            text.AppendJoin(",\n",
            [
                .. inputs.Select(input => $"    .{input.Name}({input.Name})"),
                .. outputs.Select(output => $"    .{output.Name}({copy}_{output.Name})"),
                .. on.Ports.Select(port => string.Create(
                    CultureInfo.InvariantCulture, $"    .{port.Port}({port.Bits}'h{port.Value:x})")),
            ]);
            text.Append("\n  );\n");
        }

        text.Append("  logic differs;\n  assign differs = 1'b0");
        Dictionary<string, IReadOnlyList<string>> guards =
            written.Outside.ToDictionary(pin => pin.Name, pin => pin.Guards, StringComparer.Ordinal);
        foreach (var (name, _) in outputs)
        {
            string seen = string.Concat(guards.GetValueOrDefault(name, []).Select(guard => $"gold_{guard} & "));
            text.Append(CultureInfo.InvariantCulture, $"\n    | ({seen}(gold_{name} != gate_{name}))");
        }

        text.Append(CultureInfo.InvariantCulture, $";\n{verdict}endmodule\n");
        return text.ToString();
    }
}
