using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>The unit that multiplies a binary32 number by a scale.</summary>
internal static class ScaleUnit
{
    private const int Significand = 24;

    // A significand, a guard bit and a bit below it: what the rounding takes at least.
    private const int LeastMagnitude = Significand + 2;

    /// <summary>By the scale of a group, or of a channel.</summary>
    internal static TemplateModel OfGroups(Datapath path, TemplateModel model) =>
        For(path, path.Design.FloatScale, "fp32_scale", model);

    /// <summary>By the scale of a row, where that of a group is no binary16 number.</summary>
    internal static TemplateModel OfRows(Datapath path, TemplateModel model) =>
        For(path, NumberFormats.Fp16, "fp32_row_scale", model);

    /// <summary>The module that multiplies by the scale of a row.</summary>
    internal static string NameOfRows(Design design) =>
        design.FloatScale == NumberFormats.Fp16 ? "fp32_scale" : "fp32_row_scale";

    private static TemplateModel For(Datapath path, NumberFormat scale, string unit, TemplateModel model)
    {
        int bits = scale.FractionBits + 1;
        int magnitude = Math.Max(Significand + bits, LeastMagnitude);
        bool isPower = scale.Kind == NumberKind.PowerOfTwo;
        TemplateModel decoded = FloatDecode.For(scale, unit, model)
            .With("decode", FloatDecode.UnitOf(scale, path.Design.FloatScale))
            .With("scale_article", FloatDecode.WithArticle(scale))
            .With("is_wide", path.HasWideScaling)
            .With("min_exponent", 100)

            // a = sig * 2^(exp - 150), s = sig * 2^(shift + unit): the top bit of the product, which of a power of two has no more bits
            // than a, has the exponent of all of them.
            .With("offset", 150 - scale.SubnormalExponent - (isPower ? Significand - 1 : Significand + bits - 1) - 127)
            .WithWidth("mag", magnitude)
            .With("mag_count_width", Datapath.Log2(magnitude))
            .WithWidth("places", Datapath.Width(magnitude))
            .With("copies", GatedCopies.List(bits));
        return isPower
            ? decoded
            : decoded.WithSum(SumNetwork.Build(
                path.Design.Target, [.. GatedCopies.Terms(bits, Significand)], null, magnitude, "mag"));
    }
}
