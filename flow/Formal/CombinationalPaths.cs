namespace MixPe.Flow.Formal;

/// <summary>Combinational paths of a module of a netlist, found by traversal.</summary>
/// <param name="module">The module. Any cell that is no register, an instance of a module too, passes each of its
/// inputs on to each of its outputs.</param>
internal sealed class CombinationalPaths(NetModule module)
{
    private static readonly string[] Registers = ["$dff", "$dffe", "$sdff", "$sdffe", "$sdffce"];

    private readonly Dictionary<int, NetCell> _drivers = Drivers(module);

    /// <summary>The inputs that an output reads in the same cycle.</summary>
    /// <param name="output">Name of the output.</param>
    public IReadOnlyList<string> Inputs(string output)
    {
        HashSet<int> cone = [];
        Stack<int> work = new(module.Port(output).Bits);
        while (work.TryPop(out int net))
        {
            if (cone.Add(net) && _drivers.TryGetValue(net, out NetCell? driver))
            {
                foreach (int input in driver.Read)
                {
                    work.Push(input);
                }
            }
        }

        return [.. module.Ports.Where(port => port.IsInput && port.Bits.Any(cone.Contains)).Select(port => port.Name)];
    }

    private static Dictionary<int, NetCell> Drivers(NetModule module)
    {
        Dictionary<int, NetCell> drivers = [];
        foreach (NetCell cell in module.Cells.Where(cell => !Registers.Contains(cell.Type)))
        {
            foreach (int net in cell.Driven.Where(net => net > 1))
            {
                drivers[net] = cell;
            }
        }

        return drivers;
    }
}
