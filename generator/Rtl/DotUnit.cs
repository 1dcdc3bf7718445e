using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Generator.Rtl;

/// <summary>The fused dot product and add of the accumulator fp32-dot: what fills its template.</summary>
public static class DotUnit
{
    /// <summary>Bits of a binary32 significand, the hidden one included.</summary>
    private const int Significand = 24;

    /// <summary>The exponent, biased as binary32, of the highest place of a product whose shift is 0.</summary>
    public static int TopExponent(Datapath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        NumberFormat weights = path.Design.Weights;
        int unit = path.HasFloatWeights ? weights.SubnormalExponent : weights.LsbExponent;
        return NumberFormats.Fp32.Bias + path.Design.Activations.SubnormalExponent + unit + path.ProductMagnitude - 1;
    }

    /// <summary>The model.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel model)
    {
        int product = path.ProductMagnitude;
        int growth = Datapath.Log2(path.Design.Lanes + 1);
        int absolute = FusedDot.WindowBits + growth;
        int below = FusedDot.WindowBits - product;
        string[] exponents = [.. Enumerable.Range(0, path.Design.Lanes).Select(lane => Name("exp", lane))];
        SumNetwork sum = SumNetwork.Build(
            path.Design.Target,
            [
                .. MacUnit.OnesComplementTerms(path, FusedDot.WindowBits + 1),
                new Summand("acc", FusedDot.WindowBits + 1, IsSigned: true),
                new Summand("acc_neg", 1),
            ],
            null,
            absolute + 1,
            "sum");
        return model
            .With("lane_msb", path.Design.Lanes - 1)
            .With("window", FusedDot.WindowBits)
            .With("product_unit_name", path.HasFloatWeights ? "fp16_product" : "float_product")
            .WithWidth("mag", product)
            .WithWidth("shift", path.ProductShiftBits)
            .WithWidth("term", FusedDot.WindowBits + 1)
            .WithWidth("sum", absolute + 1)
            .WithWidth("abs", absolute)
            .WithWidth("count", Datapath.Log2(absolute))
            .WithWidth("cut", absolute - Significand)
            .With("frac_high", absolute - 2)
            .With("frac_low", absolute - Significand)
            .With("growth", growth)
            .With("base", TopExponent(path))
            .With("acc_below", FusedDot.WindowBits - Significand)
            .With("mag_below", below > 0 ? string.Create(CultureInfo.InvariantCulture, $", {below}'d0") : "")
            .With("largest", Largest(exponents, out string last))
            .With("largest_last", last)
            .With("lanes_list", FloatProducts.Lanes(path, path.PipelineRegisters, lane => $"p_neg{lane}"))
            .WithSum(sum);
    }

    // Neighbours first, an odd last one passed up.
    private static Dictionary<string, object>[] Largest(string[] row, out string last)
    {
        List<Dictionary<string, object>> all = [];
        while (row.Length > 1)
        {
            row = [.. row.Chunk(2).Select(pair =>
            {
                if (pair.Length == 1)
                {
                    return pair[0];
                }

                string signal = Name("largest", all.Count);
                all.Add(new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["signal"] = signal,
                    ["a"] = pair[0],
                    ["b"] = pair[1],
                });
                return signal;
            })];
        }

        last = row[0];
        return [.. all];
    }

    private static string Name(string what, int number) => string.Create(CultureInfo.InvariantCulture, $"{what}{number}");
}
