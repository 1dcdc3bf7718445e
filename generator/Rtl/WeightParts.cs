using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>A minifloat, flint or paired weight taken apart, as the minifloat_parts partial prints it: sign, significand and shift, so that
/// its value is (−1)^sign · significand · 2^shift in units of the smallest subnormal.</summary>
internal static class WeightParts
{
    /// <summary>The values of the partial; of integers only that there are none.</summary>
    internal static TemplateModel AddTo(TemplateModel model, NumberFormat weights)
    {
        TemplateModel known = model
            .With("is_minifloat", weights.IsMinifloat)
            .With("w_parts", weights.Kind == NumberKind.PairElement ? "sign, whether it is the outlier of its pair, the code's other bits" : weights.Name);
        return weights.IsMinifloat
            ? known
                .WithWidth("w_sig", weights.FractionBits + 1)
                .WithWidth("w_exp", weights.ExponentBits)
                .With("is_outlier", weights.Kind == NumberKind.PairElement)
                .With("is_flint", weights.Kind == NumberKind.Flint)
                .With("w_has_frac", weights.FractionBits > 0)
                .With("w_frac_msb", weights.FractionBits - 1)
                .With("w_exp_low", weights.FractionBits)
                .With("w_exp_high", weights.Bits - 2)
            : known;
    }
}
