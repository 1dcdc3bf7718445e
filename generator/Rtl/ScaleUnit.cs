using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>The unit that multiplies a binary32 number by a scale.</summary>
internal static class ScaleUnit
{
    private const int Significand = 24;

    // A significand, a guard bit and a bit below it: what the rounding takes at least.
    private const int LeastMagnitude = Significand + 2;

    /// <summary>By the scale of a group, or of a channel; with scales of groups of X by those of both groups.</summary>
    internal static TemplateModel OfGroups(Datapath path, TemplateModel model)
    {
        // A super group's own scales are in what becomes a binary32 number: what is left is that of X.
        NumberFormat w = path.Design.HasMinima ? path.Design.ActivationGroupScale! : path.Design.FloatScale;
        if (path.Design.ActivationGroupScale is not { } x || path.Design.HasMinima)
        {
            return For(
                path,
                FloatDecode.For(w, "fp32_scale", model)
                    .With("decode", FloatDecode.UnitOf(w, w)).With("scale_article", FloatDecode.WithArticle(w)),
                Bits(w), w.SubnormalExponent);
        }

        int bits = Bits(w) + Bits(x);
        return For(
            path,
            model
                .With("unit", "fp32_scale").With("decode", "scale_pair").With("is_power", bits == 0)
                .With("scale_article", $"the product of {FloatDecode.WithArticle(w)} and {FloatDecode.WithArticle(x)}")
                .With("short_format", $"{FloatDecode.NameOf(x)} above {FloatDecode.NameOf(w)}")
                .WithWidth("number", w.Bits + x.Bits)
                .WithWidth("sig", Math.Max(bits, 1))
                .WithWidth("exp", PairExponent(w, x)),
            bits, w.SubnormalExponent + x.SubnormalExponent);
    }

    /// <summary>By the scale of a row, where that of a group is no binary16 number.</summary>
    internal static TemplateModel OfRows(Datapath path, TemplateModel model)
    {
        NumberFormat row = NumberFormats.Fp16;
        return For(
            path,
            FloatDecode.For(row, "fp32_row_scale", model)
                .With("decode", "fp16_decode").With("scale_article", FloatDecode.WithArticle(row)),
            Bits(row), row.SubnormalExponent);
    }

    /// <summary>By a binary32 number, the scale of tensors: any two of them, subnormal operands and products included.</summary>
    internal static TemplateModel OfTensors(Datapath path, TemplateModel model)
    {
        NumberFormat scale = NumberFormats.Fp32;
        return For(
            path,
            FloatDecode.For(scale, "fp32_mul", model)
                .With("decode", "fp32_decode").With("scale_article", FloatDecode.WithArticle(scale)),
            Bits(scale), scale.SubnormalExponent).With("is_wide", true);
    }

    /// <summary>The product of the scales of both operands' groups, taken apart: their significands by shift and add, their exponents
    /// added up. One that is a power of two has no significand to multiply.</summary>
    internal static TemplateModel Pair(Datapath path, TemplateModel model)
    {
        NumberFormat w = path.Design.FloatScale;
        NumberFormat x = path.Design.ActivationGroupScale ?? w;
        int bits = Bits(w) + Bits(x);
        bool multiplies = Bits(w) > 0 && Bits(x) > 0;
        TemplateModel pair = model
            .With("w_format", FloatDecode.NameOf(w))
            .With("x_format", FloatDecode.NameOf(x))
            .With("pair_decode_w", FloatDecode.UnitOf(w, w))
            .With("pair_decode_x", FloatDecode.UnitOfActivations(path.Design))
            .With("pair_unit", -(w.SubnormalExponent + x.SubnormalExponent))
            .With("multiplies", multiplies)
            .With("is_pair_of_powers", bits == 0)
            .With("product_sig", Bits(w) > 0 ? "w_sig" : "x_sig")
            .With("power_sig", Bits(w) > 0 ? "x_sig" : "w_sig")
            .WithWidth("number", w.Bits + x.Bits)
            .WithWidth("w_number", w.Bits)
            .WithWidth("w_exp", w.ExponentBits)
            .WithWidth("w_sig", w.FractionBits + 1)
            .WithWidth("x_number", x.Bits)
            .WithWidth("x_scale_exp", x.ExponentBits)
            .WithWidth("x_scale_sig", x.FractionBits + 1)
            .WithWidth("exp", PairExponent(w, x))
            .WithWidth("sig", Math.Max(bits, 1))
            .With("copies", GatedCopies.List(Bits(x)));
        return multiplies
            ? pair.WithSum(SumNetwork.Build(path.Design.Target, [.. GatedCopies.Terms(Bits(x), Bits(w))], null, bits, "mag"))
            : pair;
    }

    /// <summary>The module that multiplies by the scale of a row.</summary>
    internal static string NameOfRows(Design design) =>
        design.FloatScale == NumberFormats.Fp16 ? "fp32_scale" : "fp32_row_scale";

    // Of a significand that has to be multiplied: a power of two has none.
    private static int Bits(NumberFormat scale) => scale.Kind == NumberKind.PowerOfTwo ? 0 : scale.FractionBits + 1;

    private static int PairExponent(NumberFormat w, NumberFormat x) => Datapath.Width(LargestShift(w) + LargestShift(x));

    // Of a pattern that is not finite too.
    private static int LargestShift(NumberFormat scale) => (1 << scale.ExponentBits) - 1;

    // Significand of so many bits, 0 of a power of two, in units of 2^unit.
    private static TemplateModel For(Datapath path, TemplateModel model, int bits, int unit)
    {
        bool isPower = bits == 0;
        int magnitude = Math.Max(Significand + bits, LeastMagnitude);
        TemplateModel decoded = model
            .With("is_wide", path.HasWideScaling)
            .With("min_exponent", -path.LeastScaledExponent)

            // a = sig * 2^(exp - 150), s = sig * 2^(shift + unit): the top bit of the product, which of a power of two has no more bits
            // than a, has the exponent of all of them.
            .With("offset", 150 - unit - (isPower ? Significand - 1 : Significand + bits - 1) - 127)
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
