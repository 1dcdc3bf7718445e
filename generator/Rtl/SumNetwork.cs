using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>A multi-operand sum as the sum_network partial prints it: compressors or binary adders.</summary>
internal sealed class SumNetwork
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    private SumNetwork(string result) => _values["result"] = result;

    /// <summary>Builds the network that the target asks for.</summary>
    /// <param name="target">asic: column heap; fpga: adder tree.</param>
    /// <param name="terms">Terms in the order in which neighbours should meet.</param>
    /// <param name="accumulator">A wide term beside the others, or null.</param>
    /// <param name="width">Width of the result; the sum is modulo 2^width.</param>
    /// <param name="result">Name of the result.</param>
    internal static SumNetwork Build(
        HardwareTarget target, IReadOnlyList<Summand> terms, Summand? accumulator, int width, string result) =>
        target == HardwareTarget.Asic
            ? Heap(accumulator is null ? terms : [.. terms, accumulator], width, result)
            : Tree(terms, accumulator, width, result);

    /// <summary>Puts the network's values beside the model's.</summary>
    internal TemplateModel AddTo(TemplateModel model) =>
        _values.Aggregate(model, (sum, entry) => sum.With(entry.Key, entry.Value));

    private static SumNetwork Heap(IReadOnlyList<Summand> terms, int width, string result)
    {
        ColumnHeap heap = new(width, "l");
        // Equal shifts side by side keep the slices of the words long.
        foreach (Summand term in terms.OrderBy(term => term.Shift))
        {
            heap.Add(term);
        }

        HeapNetlist netlist = heap.Compress();
        SumNetwork network = new(result);
        network._values["is_heap"] = true;
        network._values["levels"] = netlist.Levels.Select(Level).ToArray();
        network._values["row_a"] = SvText.Wrap(netlist.RowA, 6);
        network._values["row_b"] = SvText.Wrap(netlist.RowB, 8);
        return network;
    }

    private static Dictionary<string, object> Level(HeapLevel level) => new(StringComparer.Ordinal)
    {
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

    private static SumNetwork Tree(IReadOnlyList<Summand> terms, Summand? accumulator, int width, string result)
    {
        IReadOnlyList<AdderNode> nodes = AdderTree.Build(terms, accumulator, width, "add");
        SumNetwork network = new(result);
        network._values["is_heap"] = false;
        network._values["nodes"] = nodes.Select(node => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["node"] = node.Name,
            ["msb"] = node.Msb,
            ["a"] = node.A,
            ["operator"] = node.Operator,
            ["b"] = node.B,
        }).ToArray();
        network._values["last"] = nodes[^1].Name;
        return network;
    }
}
