namespace MixPe.Flow.Gates;

/// <summary>The clock of a netlist.</summary>
/// <param name="Net">Its net, that of an input port.</param>
/// <param name="IsRising">True if the flip-flops take their data when it rises.</param>
public sealed record NetlistClock(int Net, bool IsRising)
{
    /// <summary>Finds the clock.</summary>
    /// <returns>Null if there are no flip-flops.</returns>
    /// <exception cref="NetlistException">There are two, two edges, or one that is made by logic.</exception>
    internal static NetlistClock? Of(GateNetlist netlist)
    {
        NetlistClock? clock = null;
        foreach (int register in netlist.Registers)
        {
            GateInstance instance = netlist.Instances[register];
            var function = instance.Cell.Register!.Clock;
            int pin = function.Inputs is [string name] ? instance.InputOf(name) : -1;
            if (pin < 0)
            {
                throw Wrong(netlist, instance, $"its clock is \"{function}\"; a pin or its complement is understood");
            }

            NetlistClock own = new(instance.Inputs[pin], function.Evaluate([true]));
            if (netlist.DriverOf(own.Net) >= 0 || own.Net is GateNetlist.Zero or GateNetlist.One)
            {
                throw Wrong(netlist, instance, "its clock is no input of the module");
            }

            clock ??= own;
            if (clock != own)
            {
                throw Wrong(netlist, instance, "it has another clock or edge than the flip-flops before");
            }
        }

        if (clock is not null)
        {
            foreach (GateSink sink in netlist.FanoutOf(clock.Net))
            {
                GateInstance instance = netlist.Instances[sink.Instance];
                if (instance.Cell.Register?.Clock.Inputs[0] != instance.Cell.Inputs[sink.Pin].Name)
                {
                    throw Wrong(netlist, instance, "the clock goes into it, but not as its clock");
                }
            }
        }

        return clock;
    }

    private static NetlistException Wrong(GateNetlist netlist, GateInstance instance, string what) =>
        new($"{netlist.Name}: {instance.Name} ({instance.Cell.Name}): {what}");
}
