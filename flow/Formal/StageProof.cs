using System.Globalization;
using MixPe.Generator.Bundles;
using MixPe.Generator.Rtl;

namespace MixPe.Flow.Formal;

/// <summary>Proves of a pipelined mac or sum that each path from its operands to its output has one number of
/// registers, and each path from the accumulator none: then its output is a function of the accumulator and of the
/// operands of that many cycles before, namely what the module computes with wires in the place of its
/// registers.</summary>
internal static class StageProof
{
    private const string Method = "netlist traversal";
    private const string Register = "$dff";
    private const string Accumulator = "state_i";
    private const string Clock = "clk_i";

    /// <summary>Decides it.</summary>
    /// <param name="room">Where.</param>
    /// <param name="bundle">The design.</param>
    /// <param name="unit">mac or sum.</param>
    public static ProofOutcome Run(ProofRoom room, RtlBundle bundle, string unit)
    {
        string name = bundle.Module(unit).Name;
        NetModule module = Netlists.Read(room, name, "flatten").Module(name);
        int registers = new Datapath(bundle.Design).PipelineRegisters;
        int clock = module.Port(Clock).Bits[0];
        if (module.Cells.FirstOrDefault(cell => HoldsState(cell) && !IsOn(cell, clock)) is { } odd)
        {
            return new ProofOutcome(ProofResult.Skipped, Method) { Note = $"not understood: {odd.Type}" };
        }

        int[] output = [.. module.Ports.Where(port => !port.IsInput).SelectMany(port => port.Bits)];
        foreach (NetPort port in module.Ports.Where(port => port.IsInput && port.Name != Clock))
        {
            int wanted = port.Name == Accumulator ? 0 : registers;
            HashSet<(int Net, int Registers)> reached = Reach(module, port.Bits, registers + 1);
            foreach (int net in output)
            {
                if (reached.Where(place => place.Net == net && place.Registers != wanted).ToArray() is [var wrong, ..])
                {
                    return new ProofOutcome(ProofResult.Refuted, Method)
                    {
                        Counterexample =
                        [
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"a path from {port.Name} to the output has {wrong.Registers} registers, not {wanted}"),
                        ],
                    };
                }
            }
        }

        return new ProofOutcome(ProofResult.Proved, Method);
    }

    private static bool HoldsState(NetCell cell) =>
        cell.Type.Contains("ff", StringComparison.Ordinal) || cell.Type.Contains("latch", StringComparison.Ordinal)
        || cell.Type.Contains("mem", StringComparison.Ordinal) || cell.Type == "$sr";

    private static bool IsOn(NetCell cell, int clock) =>
        cell.Type == Register && cell.Connections["CLK"][0] == clock && cell.Parameters["CLK_POLARITY"] == 1;

    // Every net that the bits reach, with every number of registers on a way there, up to a largest one.
    private static HashSet<(int Net, int Registers)> Reach(NetModule module, IReadOnlyList<int> from, int most)
    {
        ILookup<int, NetCell> readers = module.Cells
            .SelectMany(cell => cell.Read.Distinct().Select(net => (Net: net, Cell: cell)))
            .ToLookup(reader => reader.Net, reader => reader.Cell);
        HashSet<(int Net, int Registers)> reached = [.. from.Where(net => net > 1).Select(net => (net, 0))];
        Queue<(int Net, int Registers)> open = new(reached);
        while (open.TryDequeue(out (int Net, int Registers) place))
        {
            foreach (NetCell cell in readers[place.Net])
            {
                bool isRegister = cell.Type == Register;
                int registers = Math.Min(most, place.Registers + (isRegister ? 1 : 0));
                IEnumerable<int> next = isRegister
                    ? cell.Connections["Q"].Where((_, bit) => cell.Connections["D"][bit] == place.Net)
                    : cell.Driven;
                foreach ((int, int) later in next.Select(net => (net, registers)).Where(reached.Add))
                {
                    open.Enqueue(later);
                }
            }
        }

        return reached;
    }
}
