using System.Globalization;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>What cuts activations into slices, and puts the sums of slices together.</summary>
internal static class SliceUnits
{
    /// <summary>The values that the templates of a sliced design name; those of another design unchanged.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel model) =>
        path.Design.IsSliced ? Sequencer(path, Sums(path, Edge(path, model))) : model.With("row_feed", "feed");

    private static TemplateModel Edge(Datapath path, TemplateModel model)
    {
        int bits = path.Design.AlignedBits;
        int dropped = path.ActivationSignificand - bits;
        int exponent = path.Design.Activations.ExponentBits;

        // Places of the distance that leave some of an aligned integer.
        int steps = Math.Min(exponent, Datapath.Log2(bits));
        return model
            .WithWidth("aligned", bits)
            .With("aligned_below", bits - 2)
            .With("unit_below", -path.LsbExponent)
            .With("slices", path.Design.Slices)
            .With("slice_bits", path.Design.SliceBits)
            .With("drops", dropped > 0)
            .With("saturates", dropped >= 0)
            .With("dropped", dropped)
            .With("dropped_msb", dropped - 1)
            .With("padding", -dropped)
            .With("steps", Enumerable.Range(0, steps).Select(step => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["before"] = step,
                ["after"] = step + 1,
                ["amount"] = 1 << step,
                ["lost_msb"] = (1 << step) - 1,
            }).ToArray())
            .With("steps_count", steps)
            .With("has_far", steps < exponent)
            .With("largest_above", string.Join(" | ", Largest(exponent).SkipLast(1)))
            .With("largest_list", string.Join(", ", Largest(exponent).SkipLast(1)))
            .With("beat_elements", path.Design.Tile.XWords * path.Design.Lanes)
            .With("exponent_bits", Enumerable.Range(0, exponent).Reverse()
                .Select(bit => new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["bit"] = bit,
                    ["above"] = bit + 1,
                    ["place"] = path.Design.Activations.FractionBits + bit,
                    ["is_top"] = bit == exponent - 1,
                    ["is_bottom"] = bit == 0,
                }).ToArray());
    }

    // The bits of the largest exponent, the highest first.
    private static IEnumerable<string> Largest(int bits) =>
        Enumerable.Range(0, bits).Reverse().Select(bit => string.Create(CultureInfo.InvariantCulture, $"largest{bit}"));

    private static TemplateModel Sums(Datapath path, TemplateModel model)
    {
        bool isSigned = path.Design.Weights.IsSigned;
        int bits = path.Design.Weights.Bits;
        return model
            .WithWidth("w", path.BeatWeights)
            .WithWidth("weight_sum", path.WeightSumWidth)
            .With("weight_sum_format", isSigned ? "two's complement" : "unsigned")
            .With("w_element_msb", bits - 1)
            .With("offset_shift", path.Design.SliceBits - 1)
            .With("lanes_list", Lanes.List(path))
            .With("weight_extended", Extended("weight_foot_q", path.WeightSumWidth, path.AccWidth, isSigned))
            .With("dot_extended", Extended("slice_dot", path.Inner.StateWidth, path.AccWidth, isSigned))
            .WithSum(SumNetwork.Build(
                path.Design.Target,
                [.. Lanes.Terms(path).Select(term => new Summand(term, bits, IsSigned: isSigned))],
                new Summand("sum_i", path.WeightSumWidth),
                path.WeightSumWidth,
                "sum_o"));
    }

    private static TemplateModel Sequencer(Datapath path, TemplateModel model)
    {
        int last = path.Design.Slices - 1;
        return model
            .WithWidth("slice_count", TileShape.IndexBits(path.Design.Slices))
            .With("last_slice", last)
            .With("slices_msb_below", last - 1)
            .With("row_feed", last > 0 ? "row_begin" : "feed");
    }

    // A narrower word as a wider one: with its sign, or with zeros.
    private static string Extended(string word, int from, int to, bool isSigned) =>
        isSigned && to > from
            ? string.Create(CultureInfo.InvariantCulture, $"{{{{{to - from}{{{word}[{from - 1}]}}}}, {word}}}")
            : to > from ? string.Create(CultureInfo.InvariantCulture, $"{{{to - from}'d0, {word}}}")
            : word;
}
