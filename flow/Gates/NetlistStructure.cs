namespace MixPe.Flow.Gates;

/// <summary>What follows from the connections: fanout, drivers, topological order.</summary>
internal static class NetlistStructure
{
    /// <summary>The inputs of each net: those of net n are from Start[n] up to Start[n + 1].</summary>
    public static (int[] Start, GateSink[] Sinks) Fanout(GateInstance[] instances, int nets)
    {
        int[] start = new int[nets + 1];
        foreach (int net in instances.SelectMany(instance => instance.Inputs))
        {
            start[net + 1]++;
        }

        for (int net = 0; net < nets; net++)
        {
            start[net + 1] += start[net];
        }

        GateSink[] sinks = new GateSink[start[nets]];
        int[] next = start[..nets];
        for (int i = 0; i < instances.Length; i++)
        {
            for (int pin = 0; pin < instances[i].Inputs.Count; pin++)
            {
                sinks[next[instances[i].Inputs[pin]]++] = new GateSink(i, pin);
            }
        }

        return (start, sinks);
    }

    /// <summary>The instance that drives each net, −1 for constants and inputs.</summary>
    /// <exception cref="NetlistException">A net has two drivers, or none.</exception>
    public static int[] Drivers(GateNetlist netlist)
    {
        int[] drivers = new int[netlist.NetCount];
        Array.Fill(drivers, -1);
        bool[] driven = new bool[netlist.NetCount];
        driven[GateNetlist.Zero] = true;
        driven[GateNetlist.One] = true;
        foreach (int net in netlist.Ports.Where(port => port.IsInput).SelectMany(port => port.Nets))
        {
            Drive(netlist, driven, net);
        }

        for (int i = 0; i < netlist.Instances.Count; i++)
        {
            foreach (int net in netlist.Instances[i].Outputs.Where(net => net >= 0))
            {
                Drive(netlist, driven, net);
                drivers[net] = i;
            }
        }

        int open = Array.IndexOf(driven, false);
        return open < 0
            ? drivers
            : throw new NetlistException($"{netlist.Name}: nothing drives the net {netlist.NetName(open)}");
    }

    /// <summary>The combinational instances, each after those that drive it.</summary>
    /// <exception cref="NetlistException">There is a loop, or a latch.</exception>
    public static int[] Order(GateNetlist netlist)
    {
        IReadOnlyList<GateInstance> instances = netlist.Instances;
        int[] waiting = new int[instances.Count];
        List<int> order = [];
        for (int i = 0; i < waiting.Length; i++)
        {
            if (instances[i].Cell.Register is { IsLatch: true })
            {
                throw new NetlistException(
                    $"{netlist.Name}: {instances[i].Name} is a latch; flip-flops are understood");
            }

            waiting[i] = instances[i].Inputs.Count(net =>
                netlist.DriverOf(net) is >= 0 and var driver && !instances[driver].IsRegister);
            if (waiting[i] == 0 && !instances[i].IsRegister)
            {
                order.Add(i);
            }
        }

        for (int at = 0; at < order.Count; at++)
        {
            foreach (int net in instances[order[at]].Outputs.Where(net => net >= 0))
            {
                foreach (GateSink sink in netlist.FanoutOf(net))
                {
                    if (--waiting[sink.Instance] == 0 && !instances[sink.Instance].IsRegister)
                    {
                        order.Add(sink.Instance);
                    }
                }
            }
        }

        int logic = instances.Count(instance => !instance.IsRegister);
        if (order.Count == logic)
        {
            return [.. order];
        }

        HashSet<int> done = [.. order];
        int stuck = Enumerable.Range(0, waiting.Length).First(i => !instances[i].IsRegister && !done.Contains(i));
        throw new NetlistException($"{netlist.Name}: a loop of logic leads to {instances[stuck].Name}");
    }

    private static void Drive(GateNetlist netlist, bool[] driven, int net)
    {
        if (driven[net])
        {
            throw new NetlistException($"{netlist.Name}: the net {netlist.NetName(net)} has two drivers");
        }

        driven[net] = true;
    }
}
