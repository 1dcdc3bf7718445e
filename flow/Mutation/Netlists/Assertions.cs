namespace MixPe.Flow.Mutation.Netlists;

/// <summary>The assertions of a module. Yosys samples what one asserts in registers of its own; here it stands at the
/// clock where it is written.</summary>
internal static class Assertions
{
    /// <summary>Puts assertions before their registers, and marks all that nothing but assertions reads.</summary>
    /// <param name="cells">The module's cells.</param>
    /// <param name="outputs">The bits of its outputs.</param>
    public static IEnumerable<NetCell> Mark(IReadOnlyList<NetCell> cells, IReadOnlyList<NetBit> outputs)
    {
        Dictionary<NetBit, NetCell> drivers = [];
        foreach (NetCell cell in cells)
        {
            foreach (NetBit bit in cell.Outputs.Values.SelectMany(bits => bits))
            {
                drivers[bit] = cell;
            }
        }

        HashSet<NetCell> hardware = Hardware(cells, outputs, drivers);
        NetCell[] direct = [.. cells.Select(cell => cell.IsAssertion ? Direct(cell, drivers) : cell)];
        HashSet<NetBit> read = [.. direct.SelectMany(cell => cell.Inputs.Values).SelectMany(bits => bits)];
        bool IsRead(NetCell cell) => cell.Outputs.Values.Any(bits => bits.Any(read.Contains));
        return direct
            .Where(cell => hardware.Contains(cell) || cell.IsAssertion || IsRead(cell))
            .Select(cell => hardware.Contains(cell) ? cell : cell with { IsCheck = true });
    }

    // What an output, an instance or a memory can be reached from.
    private static HashSet<NetCell> Hardware(
        IReadOnlyList<NetCell> cells, IReadOnlyList<NetBit> outputs, Dictionary<NetBit, NetCell> drivers)
    {
        HashSet<NetCell> found = new(ReferenceEqualityComparer.Instance);
        Stack<NetCell> open = new(cells.Where(cell => !cell.IsPrimitive || cell.IsWriter));
        void Add(IEnumerable<NetBit> bits)
        {
            foreach (NetBit bit in bits)
            {
                if (drivers.TryGetValue(bit, out NetCell? driver) && !found.Contains(driver))
                {
                    open.Push(driver);
                }
            }
        }

        Add(outputs);
        while (open.TryPop(out NetCell? cell))
        {
            if (found.Add(cell))
            {
                Add(cell.Inputs.Values.SelectMany(bits => bits));
            }
        }

        return found;
    }

    private static NetCell Direct(NetCell assertion, Dictionary<NetBit, NetCell> drivers)
    {
        NetCell Register(string port) =>
            drivers.TryGetValue(assertion.Inputs[port][0], out NetCell? driver) && driver.IsRegister
                ? driver
                : throw new NotSupportedException($"assertion {assertion.Name}: one at a clock is understood");
        IReadOnlyList<NetBit> Next(string port)
        {
            NetCell register = Register(port);
            int bit = register.Outputs["Q"].ToList().IndexOf(assertion.Inputs[port][0]);
            return [register.Inputs["D"][bit]];
        }

        return assertion with
        {
            Inputs = new Dictionary<string, IReadOnlyList<NetBit>>
            {
                ["CLK"] = Register("EN").Inputs["CLK"],
                ["A"] = Next("A"),
                ["EN"] = Next("EN"),
            },
        };
    }
}
