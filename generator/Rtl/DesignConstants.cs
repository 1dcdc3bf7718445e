using MixPe.Generator.Bundles;

namespace MixPe.Generator.Rtl;

/// <summary>The numbers of a design that its manifest and its C header state.</summary>
internal static class DesignConstants
{
    /// <summary>Latencies in cycles.</summary>
    internal static IReadOnlyList<DesignConstant> Latencies(Datapath path) =>
    [
        new("group_spacing", path.Design.BandRows, "cycles",
            "Least distance between the last beats of two groups; the array holds a closer one back."),
        new("first_result", path.FirstResultLatency, "cycles",
            "From the last beat of K to the first result of column 0, that of the bottom row of its first unit."),
        new("dequant", path.DequantLatency, "cycles",
            "From a dot product's entry into the dequantization unit to its result."),
    ];

    /// <summary>Widths in bits that no port shows.</summary>
    internal static IReadOnlyList<DesignConstant> Widths(Datapath path)
    {
        List<DesignConstant> widths =
        [
            new("scale", path.Design.Scale.Bits, "bits", "Scale of a group."),
            new("group_parameters", new TileShape(path.Design).ParamBits, "bits",
                path.Design.HasMinima
                    ? "The super group's scale and the unit of its minima, a group's minimum, and its scale, in the weight stream."
                    : path.Design.HasIntegerScale
                    ? "The channel's scale, a group's zero point if there are any, and its scale, in the weight stream."
                    : "A group's scale, and its zero point if there are any, in the weight stream."),
            new("accumulator", path.AccWidth, "bits", "Accumulator of a group's dot product."),
        ];
        if (path.Design.HasActivationSums)
        {
            widths.Add(new("activation_sum", path.SumWidth, "bits", "Accumulator of a group's activation sum."));
        }

        if (path.IsExact)
        {
            widths.Add(new("corrected_dot", path.TWidth, "bits", "Dot product less zero point times activation sum."));
        }

        if (path.Design.HasMinima)
        {
            widths.Add(new("scaled_sum", path.TotalWidth, "bits", "Sum over a super group of scale times dot product."));
            widths.Add(new("minima_sum", path.MinimaWidth, "bits", "Sum over a super group of minimum times activation sum."));
        }

        if (path.Design.HasChannelScale)
        {
            widths.Add(new("channel_scale", path.Design.FloatScale.Bits, "bits", "Scale of a channel."));
            widths.Add(new("scaled_sum", path.TotalWidth, "bits", "Sum over K of scale times corrected dot product."));
        }

        return widths;
    }
}
