using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>A pairwise tree of rounding adders: neighbours meet, an odd last one passes up unchanged; the accumulator
/// is added at the end, behind the last pipeline register.</summary>
internal sealed class FpTree
{
    private readonly List<Dictionary<string, object>> _adds = [];
    private readonly NumberFormat _format;
    private readonly StagePlan _plan;
    private readonly Dictionary<string, object>[] _registers;
    private readonly string _last;

    /// <summary>Builds the tree.</summary>
    /// <param name="leaves">Names of the terms.</param>
    /// <param name="accumulator">Name of the accumulator.</param>
    /// <param name="format">Format of all of them.</param>
    /// <param name="registers">Pipeline registers.</param>
    /// <param name="before">Delay of each step that makes the terms.</param>
    internal FpTree(
        IReadOnlyList<string> leaves,
        string accumulator,
        NumberFormat format,
        int registers,
        params IReadOnlyList<double> before)
    {
        _format = format;
        int levels = AdderTree.LevelsOf(leaves.Count);
        double add = StageDelays.FpAdd(format.Bits);
        _plan = StagePlan.Make(
            registers, before, [.. Enumerable.Repeat(add, levels)], done => add * (levels - done + 1));
        IReadOnlyList<string> row = Cut(leaves, 0, out _registers);
        for (int level = 1; row.Count > 1; level++)
        {
            string[] next = [.. row.Chunk(2).Select(pair => pair.Length == 2 ? Add(pair[0], pair[1]) : pair[0])];
            row = Cut(next, level, out Dictionary<string, object>[] behind);
            _adds[^1]["registers"] = behind;
        }

        _last = Add(accumulator, row[0]);
    }

    /// <summary>Pipeline registers that lie before the tree.</summary>
    internal int RegistersBefore => _plan.BeforeSum;

    /// <summary>Puts what the fp_tree partial prints beside the model's values.</summary>
    internal TemplateModel AddTo(TemplateModel model) => model
        .With("registers", _registers)
        .With("adds", _adds.ToArray())
        .With("last", _last);

    private IReadOnlyList<string> Cut(IReadOnlyList<string> row, int level, out Dictionary<string, object>[] registers)
    {
        List<PipelineRegister> cuts = [];
        foreach (int number in _plan.Sum.At(level))
        {
            string[] behind = [.. row.Select(signal => RegisterWord.Name(number, signal))];
            cuts.Add(new PipelineRegister(number, level, [
                .. behind.Zip(row, (later, before) => new RegisterWord(later, _format.Bits, before)),
            ]));
            row = behind;
        }

        registers = PipelineWords.List(cuts);
        return row;
    }

    private string Add(string a, string b)
    {
        string signal = string.Create(CultureInfo.InvariantCulture, $"add{_adds.Count}");
        _adds.Add(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["registers"] = Array.Empty<Dictionary<string, object>>(),
            ["signal"] = signal,
            ["msb"] = _format.Bits - 1,
            ["exp_width"] = _format.ExponentBits,
            ["frac_width"] = _format.FractionBits,
            ["count_width"] = Datapath.Log2(_format.FractionBits + 5),
            ["a"] = a,
            ["b"] = b,
        });
        return signal;
    }
}
