using MixPe.Flow.Cells;
using MixPe.Flow.Gates;

namespace MixPe.Verif.Synthesis;

/// <summary>A netlist evaluated the slow way: by the expressions of the library, one net after the other, nothing kept
/// but what the flip-flops store. None of the tables of the simulations is used.</summary>
/// <param name="netlist">The netlist.</param>
internal sealed class PlainEvaluation(GateNetlist netlist)
{
    private readonly Dictionary<int, bool> _stored = netlist.Registers.ToDictionary(register => register, _ => false);
    private Dictionary<int, bool> _values = [];

    public IReadOnlyDictionary<int, bool> Values => _values;

    /// <summary>A cycle: the flip-flops take what the last inputs lead to, then the inputs change.</summary>
    public void Step(Func<int, bool> before, Func<int, bool> after)
    {
        Settle(before);
        foreach (int register in netlist.Registers)
        {
            _stored[register] = Evaluate(register, netlist.Instances[register].Cell.Register!.Next);
        }

        Settle(after);
    }

    private void Settle(Func<int, bool> inputs)
    {
        _values = new Dictionary<int, bool> { [GateNetlist.Zero] = false, [GateNetlist.One] = true };
        foreach (int net in netlist.Ports.Where(port => port.IsInput).SelectMany(port => port.Nets))
        {
            _values[net] = inputs(net);
        }

        foreach (int i in netlist.Registers.Concat(netlist.Order))
        {
            GateInstance instance = netlist.Instances[i];
            for (int output = 0; output < instance.Outputs.Count; output++)
            {
                _values[instance.Outputs[output]] = Evaluate(i, instance.Cell.Outputs[output].Function!);
            }
        }
    }

    private bool Evaluate(int number, BooleanFunction function)
    {
        GateInstance instance = netlist.Instances[number];
        bool[] values = [.. function.Inputs.Select(name =>
            instance.Cell.Register is { } register && name == register.State ? _stored[number]
            : instance.Cell.Register is { } other && name == other.Complement ? !_stored[number]
            : _values[instance.Inputs[instance.InputOf(name)]])];
        return function.Evaluate(values);
    }
}
