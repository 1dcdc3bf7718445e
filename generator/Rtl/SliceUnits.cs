using System.Globalization;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>What cuts activations into slices, and puts the sums of slices together.</summary>
internal static class SliceUnits
{
    /// <summary>The values that the templates of a sliced design name; those of another design unchanged.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel model) =>
        path.Design.HasRunTimeSlices ? RunTime(path, Sequencer(path, Sums(path, Edge(path, model))))
        : path.Design.IsSliced ? Sequencer(path, Sums(path, Edge(path, model)))
        : model.With("row_feed", "feed");

    private static TemplateModel Edge(Datapath path, TemplateModel model)
    {
        model = model
            .WithWidth("aligned", path.Design.AlignedBits)
            .With("aligned_below", path.Design.AlignedBits - 2)
            .With("slices", path.Design.Slices)
            .With("slice_bits", path.Design.SliceBits);
        return path.Design.AlignsActivations ? Aligned(path, model) : model;
    }

    private static TemplateModel Aligned(Datapath path, TemplateModel model)
    {
        int bits = path.Design.AlignedBits;
        int dropped = path.ActivationSignificand - bits;
        int exponent = path.Design.Activations.ExponentBits;

        // Places of the distance that leave some of an aligned integer.
        int steps = Math.Min(exponent, Datapath.Log2(bits));
        return model
            .With("unit_below", -path.LsbExponent)
            .With("drops", dropped > 0)
            .With("fills", dropped == 0)
            .With("saturates", path.ActivationSignificand >= (path.Design.HasRunTimeSlices ? path.Design.SliceBits : bits))
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

    // The number of slices is a register: what is left out of an aligned integer, and when a row has come together.
    private static TemplateModel RunTime(Datapath path, TemplateModel model)
    {
        int most = path.Design.Slices;
        int bits = path.Design.SliceBits;
        IEnumerable<int> lower = Enumerable.Range(0, most - 1);
        return model
            .WithWidth("skip", most - 1)
            .WithWidth("slices", TileShape.ValueBits(most))
            .WithWidth("lower", (most - 1) * bits)
            .With("below_list", string.Join(", ", lower.Reverse().Select(slice => Invariant($"{{{bits}{{skip_i[{slice}]}}}}"))))
            .With("unit_plus", string.Join(" + ", lower.Select(slice =>
                Invariant($"({path.UnitExponentBits}'d{bits} & {{{path.UnitExponentBits}{{skip[{slice}]}}}})"))))
            .With("taken_list", string.Join(", ", lower.Select(slice => Invariant($"~skip[{slice}]"))))
            .With("late_depth", path.Design.Pipeline + 1)
            .With("exp_mark_width", path.Design.Activations.ExponentBits + 1)
            .With("most_slices", most)
            .With("lower_slices", lower.Select(slice => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["slice"] = slice,
                ["least"] = most - slice,
                ["late"] = slice + 2,
                ["before"] = slice + 1,
            }).ToArray())
            .With("slice_levels", Enumerable.Range(1, most).Reverse().Select(slices => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["slices"] = slices,
                ["is"] = Level("skip_i", most, slices),
                ["is_here"] = path.Design.HasWideGroups ? Marks(slices, path.Design.Pipeline + slices) : Level("skip", most, slices),
                ["is_before"] = path.Design.HasWideGroups ? Marks(slices, path.Design.Pipeline + slices - 1) : Level("skip", most, slices),
                ["is_entering"] = Level("skip", most, slices),
                ["takes_more"] = slices > 1,
                ["msb_before"] = slices - 2,
                ["cut"] = (most - slices) * bits,
                ["cut_above"] = ((most - slices) * bits) + 1,
                ["depth"] = path.Design.Pipeline + slices,
            }).ToArray());
    }

    // Marks of the rows with so many slices on their way down and to the right.
    private static string Marks(int slices, int depth) => Invariant($"of{slices}_q[Rows+{depth}]");

    // Of the bits that say which slices are left out, the lowest first, those that say that so many are not.
    private static string Level(string skip, int most, int slices) =>
        slices == most ? Invariant($"~{skip}[0]")
        : slices == 1 ? Invariant($"{skip}[{most - 2}]")
        : Invariant($"{skip}[{most - slices - 1}] & ~{skip}[{most - slices}]");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    // A narrower word as a wider one: with its sign, or with zeros.
    private static string Extended(string word, int from, int to, bool isSigned) =>
        isSigned && to > from
            ? string.Create(CultureInfo.InvariantCulture, $"{{{{{to - from}{{{word}[{from - 1}]}}}}, {word}}}")
            : to > from ? string.Create(CultureInfo.InvariantCulture, $"{{{to - from}'d0, {word}}}")
            : word;
}
