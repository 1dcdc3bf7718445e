using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>The multiplier of two binary16 numbers: what fills its template.</summary>
internal static class Fp16Multiplier
{
    private const int Significand = 11;

    /// <summary>The model, by the design's architecture.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel model)
    {
        Design design = path.Design;
        TemplateModel unit = model
            .With("is_booth", design.Architecture == Architecture.Booth)
            .With("is_behavioural", design.Architecture == Architecture.Behavioural);
        return design.Architecture switch
        {
            Architecture.Booth => Booth(path, unit),
            Architecture.Behavioural => unit,
            _ => unit
                .With("copies", GatedCopies.List(Significand))
                .WithSum(SumNetwork.Build(
                    design.Target, [.. GatedCopies.Terms(Significand, Significand)], null, 2 * Significand, "mag")),
        };
    }

    // The rows are those of a two's complement number, here with a sign of zero.
    private static TemplateModel Booth(Datapath path, TemplateModel unit)
    {
        List<Summand> terms = [];
        BoothRows rows = new(Significand + 1, Significand, IsSigned: false, path.Design.Target);
        Dictionary<string, object>[] digits = [.. rows.List(
            0, "{1'b0, x_sig}", bit => string.Create(CultureInfo.InvariantCulture, $"w_sig[{bit}]"), terms)];
        return unit
            .With("digits", digits)
            .WithSum(SumNetwork.Build(path.Design.Target, terms, null, (2 * Significand) + 1, "full"));
    }
}
