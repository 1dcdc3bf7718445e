using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>A multi-operand sum as the sum_network partial prints it: compressors or binary adders.</summary>
internal sealed class SumNetwork
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private SumNetwork(string result) => _values["result"] = result;

    /// <summary>Pipeline registers that lie before the sum.</summary>
    internal int RegistersBefore { get; private init; }

    /// <summary>Builds the network that the target asks for.</summary>
    /// <param name="target">asic: column heap; fpga: adder tree.</param>
    /// <param name="terms">Terms in the order in which neighbours should meet.</param>
    /// <param name="accumulator">A wide term beside the others, or null.</param>
    /// <param name="width">Width of the result; the sum is modulo 2^width.</param>
    /// <param name="result">Name of the result.</param>
    /// <param name="registers">Pipeline registers; the accumulator enters behind the last one.</param>
    /// <param name="before">Delay of each step that makes the terms.</param>
    internal static SumNetwork Build(
        HardwareTarget target,
        IReadOnlyList<Summand> terms,
        Summand? accumulator,
        int width,
        string result,
        int registers = 0,
        params IReadOnlyList<double> before) => target == HardwareTarget.Asic
            ? Heap(terms, accumulator, width, result, registers, before)
            : Tree(terms, accumulator, width, result, registers, before);

    /// <summary>Puts the network's values beside the model's.</summary>
    internal TemplateModel AddTo(TemplateModel model) =>
        _values.Aggregate(model, (sum, entry) => sum.With(entry.Key, entry.Value));

    private static SumNetwork Heap(
        IReadOnlyList<Summand> terms,
        Summand? accumulator,
        int width,
        string result,
        int registers,
        IReadOnlyList<double> before)
    {
        bool isLate = registers > 0;
        ColumnHeap heap = new(width, "l");
        // Equal shifts side by side keep the slices of the words long.
        IEnumerable<Summand> first = accumulator is null || isLate ? terms : [.. terms, accumulator];
        foreach (Summand term in first.OrderBy(term => term.Shift))
        {
            heap.Add(term);
        }

        int height = heap.Height;
        StagePlan plan = StagePlan.Make(
            registers,
            before,
            [.. Enumerable.Repeat(StageDelays.CarrySave, ColumnHeap.LevelsOf(height))],
            levels => StageDelays.CarryPropagate(width)
                + (StageDelays.CarrySave * ColumnHeap.LevelsOf(ColumnHeap.HeightAfter(height, levels) + 1)));
        HeapNetlist netlist = heap.Compress(plan.Sum, isLate ? accumulator : null);
        SumNetwork network = new(result) { RegistersBefore = plan.BeforeSum };
        network._values["is_heap"] = true;
        network._values["registers"] = Registers(netlist.Registers, 0);
        network._values["levels"] = netlist.Levels.Select(level => Level(level, netlist.Registers)).ToArray();
        network._values["row_a"] = SvText.Wrap(netlist.RowA, 6);
        network._values["row_b"] = SvText.Wrap(netlist.RowB, 8);
        return network;
    }

    private static Dictionary<string, object>[] Registers(IEnumerable<PipelineRegister> all, int after) =>
        PipelineWords.List(all.Where(register => register.After == after));

    private static Dictionary<string, object> Level(
        HeapLevel level, IEnumerable<PipelineRegister> registers) => new(StringComparer.Ordinal)
        {
            ["registers"] = Registers(registers, level.Number),
            ["number"] = level.Number,
            ["before"] = level.Before,
            ["after"] = level.After,
            ["operations"] = level.Operations.Select(operation => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sum"] = operation.Sum,
                ["carry"] = operation.Carry ?? string.Empty,
                ["width"] = operation.Width,
                ["msb"] = operation.Msb,
                ["a"] = SvText.Wrap(operation.A, 9),
                ["b"] = SvText.Wrap(operation.B, 9),
                ["c"] = SvText.Wrap(operation.C, 9),
            }).ToArray(),
        };

    private static SumNetwork Tree(
        IReadOnlyList<Summand> terms,
        Summand? accumulator,
        int width,
        string result,
        int registers,
        IReadOnlyList<double> before)
    {
        int levels = AdderTree.LevelsOf(terms.Count);
        StagePlan plan = StagePlan.Make(
            registers,
            before,
            [.. Enumerable.Repeat(StageDelays.CarryChain, levels)],
            done => StageDelays.CarryChain * (levels - done + 1));
        AdderNetlist tree = AdderTree.Build(terms, accumulator, width, "add", plan.Sum);
        SumNetwork network = new(result) { RegistersBefore = plan.BeforeSum };
        network._values["is_heap"] = false;
        network._values["registers"] = Registers(tree.Registers, 0);
        network._values["nodes"] = tree.Nodes.Select((node, i) => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["registers"] = Registers(tree.Registers, i + 1),
            ["node"] = node.Name,
            ["msb"] = node.Msb,
            ["a"] = node.A,
            ["operator"] = node.Operator,
            ["b"] = node.B,
        }).ToArray();

        // A weight of one bit of significand makes a single copy: there is nothing to add.
        network._values["last"] = tree.Nodes.Count > 0 ? tree.Nodes[^1].Name : terms[0].Signal;
        return network;
    }
}
