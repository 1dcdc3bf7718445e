using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>The outlier of a word of weights in a mac: the activation that its index names, and a copy of it for each of its upper bits.</summary>
internal static class OutlierLane
{
    /// <summary>The values of the mac_int template, and the copies as terms of its sum; none where words have no outlier.</summary>
    internal static TemplateModel AddTo(Datapath path, TemplateModel model, List<Summand> terms)
    {
        Design design = path.Design;
        if (!design.Weights.HasOutlierLane)
        {
            return model;
        }

        int bits = design.Weights.CodeBits;
        int x = design.Activations.Bits;
        int index = design.Lanes * bits;
        List<Dictionary<string, object>> copies = [];
        for (int bit = 0; bit < bits; bit++)
        {
            string signal = string.Create(CultureInfo.InvariantCulture, $"far_copy{bit}");
            copies.Add(new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = signal,
                ["upper_bit"] = index + bits + bit,
            });

            // Upper bits of a two's complement number: the highest one counts negative.
            terms.Add(new Summand(signal, x, bits + bit, design.Activations.IsSigned, bit == bits - 1));
        }

        return model
            .WithWidth("far", x)
            .With("far_copies", copies.ToArray())
            .With("index_width", bits)
            .With("index_low", index)
            .With("index_high", index + bits - 1)
            .With("choices", Enumerable.Range(0, design.Lanes).Select(lane => new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["lane"] = lane,
                ["x_low"] = lane * x,
                ["x_high"] = ((lane + 1) * x) - 1,
                ["or"] = lane == 0 ? " " : "|",
                ["end"] = lane == design.Lanes - 1 ? ";" : "",
            }).ToArray());
    }
}
