using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>Radix-4 Booth recoding (O. L. MacSorley, "High-speed arithmetic in binary computers", 1961) of each lane's
/// weight: digit i, −2 to 2, is −2·w[2i+1] + w[2i] + w[2i−1], and its row is that multiple of the activation.</summary>
/// <remarks>A negative row is inverted, and the one that makes it two's complement is a term of its own. Bit 0 and
/// that one are added right away, which takes two gates: the sum is the bit before the inversion, the carry goes one
/// column up (W.-C. Yeh and C.-W. Jen, "High-speed Booth encoded parallel multiplier design", 2000).</remarks>
internal static class BoothRows
{
    /// <summary>The rows as the template lists them; <paramref name="terms"/> gets them as terms of the sum.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="terms">The terms.</param>
    internal static Dictionary<string, object>[] List(Datapath path, List<Summand> terms)
    {
        int xWidth = path.Design.Activations.Bits;
        int wWidth = path.Design.Weights.Bits;
        bool isSigned = path.Design.Weights.Kind == NumberKind.Signed;
        List<Dictionary<string, object>> rows = [];
        for (int lane = 0; lane < path.Design.Lanes; lane++)
        {
            // The digit above an unsigned weight's top bit is that bit: a gated copy.
            for (int low = 0; low < (isSigned ? wWidth : wWidth + 1); low += 2)
            {
                string number = string.Create(CultureInfo.InvariantCulture, $"{lane}_{low / 2}");
                string Bit(int index) => index < 0 || index >= wWidth
                    ? "1'b0"
                    : string.Create(CultureInfo.InvariantCulture, $"w_i[{(lane * wWidth) + index}]");
                bool isCopy = low == wWidth;
                int width = isCopy ? xWidth : xWidth + 1;
                rows.Add(new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["lane"] = lane,
                    ["number"] = number,
                    ["weight"] = low == 0 ? "1" : string.Create(CultureInfo.InvariantCulture, $"{1L << low}"),
                    ["is_copy"] = isCopy,
                    ["is_first"] = low == 0,
                    ["x_width"] = xWidth,
                    ["x_msb"] = xWidth - 1,
                    ["msb"] = xWidth,
                    ["x_low"] = lane * xWidth,
                    ["x_high"] = ((lane + 1) * xWidth) - 1,
                    ["high"] = Bit(low + 1),
                    ["middle"] = Bit(low),
                    ["low"] = Bit(low - 1),
                });
                terms.Add(new Summand($"row{number}", width, low, IsSigned: true));
                if (!isCopy)
                {
                    terms.Add(new Summand($"plus{number}", 1, low + 1));
                }
            }
        }

        return [.. rows];
    }
}
