using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>The unit that takes a floating-point number apart.</summary>
internal static class FloatDecode
{
    /// <summary>The unit that takes a floating-point activation apart.</summary>
    internal static string UnitOf(NumberFormat activations) =>
        activations == NumberFormats.Bf16 ? "bf16_decode" : $"fp{activations.Bits}_decode";

    /// <summary>The unit that takes a scale apart.</summary>
    /// <param name="format">Format of that scale.</param>
    /// <param name="groups">Format of the groups' scales, of which the unit of other than binary16 is.</param>
    internal static string UnitOf(NumberFormat format, NumberFormat groups) =>
        format == groups && format != NumberFormats.Fp16 ? "scale_decode" : "fp16_decode";

    /// <summary>The unit that takes the scale of a group of activations apart.</summary>
    internal static string UnitOfActivations(Design design) =>
        design.ActivationGroupScale == NumberFormats.Fp16 ? "fp16_decode"
        : design.ActivationGroupScale == design.FloatScale ? "scale_decode"
        : "x_scale_decode";

    /// <summary>A format's name in a sentence, behind its article.</summary>
    internal static string WithArticle(NumberFormat format) =>
        $"{Article(format)} {NameOf(format)}";

    /// <summary>The values that its template names.</summary>
    /// <param name="format">Format of the number.</param>
    /// <param name="unit">Name of the unit.</param>
    /// <param name="model">The design's values.</param>
    internal static TemplateModel For(NumberFormat format, string unit, TemplateModel model) => model
        .With("unit", unit)
        .With("article", format == NumberFormats.Bf16 ? "a" : "an")
        .With("is_power", format.Kind == NumberKind.PowerOfTwo)
        .With("format", format == NumberFormats.Fp16 ? "IEEE 754 binary16" : format == NumberFormats.Fp32 ? "IEEE 754 binary32" : format == NumberFormats.Bf16 ? "bfloat16" : $"OCP {format.Name}")
        .With("short_format", NameOf(format))
        .With("has_infinity", format.HasInfinity)
        .With("has_specials", format.HasSpecials)
        .With("subnormal_unit", -format.SubnormalExponent)
        .With("max_shift", format.MaxShift)
        .With("exp_low", format.FractionBits)
        .With("exp_high", format.Bits - 2)
        .With("exp_max", (1 << format.ExponentBits) - 1)
        .WithWidth("number", format.Bits)
        .WithWidth("sig", format.FractionBits + 1)
        .WithWidth("exp", format.ExponentBits)
        .WithWidth("frac", format.FractionBits);

    /// <summary>A format's name in a sentence.</summary>
    internal static string NameOf(NumberFormat format) => format == NumberFormats.Fp16 ? "binary16" : format == NumberFormats.Fp32 ? "binary32" : format.Name;

    private static string Article(NumberFormat format) =>
        format == NumberFormats.Fp16 || format == NumberFormats.Bf16 || format == NumberFormats.Fp32 ? "a" : "an";
}
