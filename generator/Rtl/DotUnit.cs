using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>The fused dot product and add of the accumulator fp32-dot: what fills its template.</summary>
internal static class DotUnit
{
    /// <summary>Bits of a binary32 significand, the hidden one included.</summary>
    private const int Significand = 24;

    /// <summary>Places of the window: one above the accumulator's leading one, its own, and one below them.</summary>
    private const int Window = Significand + 2;

    /// <summary>The model.</summary>
    internal static TemplateModel For(Datapath path, TemplateModel model)
    {
        int product = path.ProductMagnitude;
        int growth = Datapath.Log2(path.Design.Lanes + 1);
        int absolute = Window + growth;
        int below = Window - product;
        NumberFormat weights = path.Design.Weights;
        int unit = path.LsbExponent + (path.HasFloatWeights ? weights.SubnormalExponent : 0);
        int weightMagnitude = weights.Element.Bits - (weights.IsInteger ? 0 : 1);
        string[] exponents = [.. Enumerable.Range(0, path.Design.Lanes).Select(lane => Name("exp", lane))];
        SumNetwork sum = SumNetwork.Build(
            path.Design.Target,
            [
                .. MacUnit.OnesComplementTerms(path, Window + 1),
                new Summand("acc", Window + 1, IsSigned: true),
                new Summand("acc_neg", 1),
            ],
            null,
            absolute + 1,
            "sum");
        return model
            .With("lane_msb", path.Design.Lanes - 1)
            .With("window", Window)
            .With("product_unit_name", path.HasFloatWeights ? "fp16_product" : "float_product")
            .WithWidth("mag", product)
            .WithWidth("shift", path.ProductShiftBits)
            .WithWidth("term", Window + 1)
            .WithWidth("sum", absolute + 1)
            .WithWidth("abs", absolute)
            .WithWidth("count", Datapath.Log2(absolute))
            .WithWidth("cut", absolute - Significand)
            .With("frac_high", absolute - 2)
            .With("frac_low", absolute - Significand)
            .With("growth", growth + 1)

            // Biased as binary32; of the place below the highest, where the accumulator's leading one is.
            .With("base", NumberFormats.Fp32.Bias + unit + product - 2)
            .With("acc_below", Window - Significand - 1)
            .With("mag_below", string.Create(CultureInfo.InvariantCulture, $", {below}'d0"))
            .With("x_mag_width", path.Design.Activations.Bits - 1)
            .With("w_mag_width", weightMagnitude)
            .With("largest", Largest(exponents, out string last))
            .With("largest_last", last)
            .With("lanes_list", Products(path))
            .WithSum(sum);
    }

    // A zero is seen at its operands, beside the product: all bits but a sign.
    private static Dictionary<string, object>[] Products(Datapath path)
    {
        Dictionary<string, object>[] lanes = FloatProducts.Lanes(path, path.PipelineRegisters, lane => $"p_neg{lane}", "some");
        foreach (Dictionary<string, object> lane in lanes)
        {
            lane["x_mag_high"] = (int)lane["x_high"] - 1;
            lane["w_mag"] = Lanes.WeightMagnitude(path, (int)lane["lane"]);
        }

        return lanes;
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
