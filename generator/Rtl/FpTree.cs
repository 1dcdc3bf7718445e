using System.Globalization;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>A pairwise tree of rounding adders: neighbours meet, an odd last one passes up unchanged.</summary>
internal static class FpTree
{
    /// <summary>The adders in order, as the fp_tree partial prints them.</summary>
    internal static Dictionary<string, object>[] Build(
        IReadOnlyList<string> leaves, string? accumulator, NumberFormat format, out string result)
    {
        List<Dictionary<string, object>> adds = [];
        List<string> row = [.. leaves];
        while (row.Count > 1)
        {
            List<string> next = [];
            for (int i = 0; i + 1 < row.Count; i += 2)
            {
                next.Add(Add(row[i], row[i + 1], format, adds));
            }

            if (row.Count % 2 != 0)
            {
                next.Add(row[^1]);
            }

            row = next;
        }

        result = accumulator is null ? row[0] : Add(accumulator, row[0], format, adds);
        return [.. adds];
    }

    private static string Add(string a, string b, NumberFormat format, List<Dictionary<string, object>> adds)
    {
        string signal = string.Create(CultureInfo.InvariantCulture, $"add{adds.Count}");
        adds.Add(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["signal"] = signal,
            ["msb"] = format.Bits - 1,
            ["exp_width"] = format.ExponentBits,
            ["frac_width"] = format.FractionBits,
            ["count_width"] = Datapath.Log2(format.FractionBits + 5),
            ["a"] = a,
            ["b"] = b,
        });
        return signal;
    }
}
