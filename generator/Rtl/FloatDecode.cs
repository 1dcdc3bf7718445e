using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>The unit that takes a floating-point number apart.</summary>
internal static class FloatDecode
{
    /// <summary>The values that its template names.</summary>
    internal static TemplateModel For(NumberFormat format, TemplateModel model) => model
        .With("unit", TemplateModel.DecodeUnit(format))
        .With("format", format == NumberFormats.Fp16 ? "IEEE 754 binary16" : $"OCP {format.Name}")
        .With("short_format", format == NumberFormats.Fp16 ? "binary16" : format.Name)
        .With("has_infinity", format.HasInfinity)
        .With("subnormal_unit", -format.SubnormalExponent)
        .With("max_shift", format.MaxShift)
        .With("exp_low", format.FractionBits)
        .With("exp_high", format.Bits - 2)
        .With("exp_max", (1 << format.ExponentBits) - 1)
        .With("frac_ones", (1 << format.FractionBits) - 1)
        .WithWidth("number", format.Bits)
        .WithWidth("sig", format.FractionBits + 1)
        .WithWidth("exp", format.ExponentBits)
        .WithWidth("frac", format.FractionBits);
}
