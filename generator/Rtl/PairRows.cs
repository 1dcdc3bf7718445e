using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>Products of two lanes at a time: w0·x0 + w1·x1 is, for each bit of the weights, one of 0, x0, x1 and x0 + x1,
/// shifted. Half as many rows go into the sum, for one adder a pair whatever the weights' width.</summary>
internal static class PairRows
{
    /// <summary>The pairs as the template lists them; an odd last lane is a pair of its own, of gated copies.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="terms">Gets the rows as terms of a sum.</param>
    internal static Dictionary<string, object>[] List(Datapath path, List<Summand> terms) =>
        [.. Enumerable.Range(0, (path.Design.Lanes + 1) / 2).Select(pair => Pair(path, pair, terms))];

    /// <summary>Bits of the sums of pairs of lanes that several PEs share.</summary>
    internal static int SharedBits(Datapath path) => path.Design.Lanes / 2 * (path.Design.Activations.Bits + 1);

    private static Dictionary<string, object> Pair(Datapath path, int pair, List<Summand> terms)
    {
        NumberFormat weights = path.Design.Weights;
        int x = path.Design.Activations.Bits;
        int low = 2 * pair;
        bool isSingle = low + 1 == path.Design.Lanes;
        Dictionary<string, object>[] rows = [.. Enumerable.Range(0, weights.Bits).Select(bit =>
        {
            string signal = string.Create(CultureInfo.InvariantCulture, $"row{pair}_{bit}");
            bool isNegative = weights.Kind == NumberKind.Signed && bit == weights.Bits - 1;
            terms.Add(new Summand(
                signal, isSingle ? x : x + 1, bit, path.Design.Activations.IsSigned, isNegative));
            return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = signal,
                ["pair"] = pair,
                ["low_bit"] = (low * weights.Bits) + bit,
                ["high_bit"] = ((low + 1) * weights.Bits) + bit,
            };
        })];
        return new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["pair"] = pair,
            ["is_single"] = isSingle,
            ["low_lane"] = low,
            ["high_lane"] = low + 1,
            ["both_lsb"] = pair * (x + 1),
            ["both_msb"] = ((pair + 1) * (x + 1)) - 1,
            ["x_low_lsb"] = low * x,
            ["x_low_msb"] = ((low + 1) * x) - 1,
            ["x_high_lsb"] = (low + 1) * x,
            ["x_high_msb"] = ((low + 2) * x) - 1,
            ["width"] = isSingle ? x : x + 1,
            ["msb"] = isSingle ? x - 1 : x,
            ["rows"] = rows,
        };
    }
}
