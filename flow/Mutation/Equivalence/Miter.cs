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

    /// <summary>SystemVerilog of the miter and of all below it.</summary>
    /// <param name="unit">The unit, registers outside.</param>
    /// <param name="module">The module to compare: the unit or one in it.</param>
    /// <param name="activation">The mutant.</param>
    /// <param name="assumption">What holds of inputs and registers, as an expression over the ports; empty for nothing.
    /// </param>
    public static string Text(MutableUnit unit, NetModule module, MutantActivation activation, string assumption)
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

        string all(string copy) => string.Join(", ", outputs.Select(output => $"{copy}_{output.Name}"));
        string given = assumption.Length == 0 ? "" : $"({assumption}) & ";
        text.Append(CultureInfo.InvariantCulture,
            $"  assign {Differs} = {given}({{{all("gold")}}} != {{{all("gate")}}});\nendmodule\n");
        return text.ToString();
    }
}
