using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>Radix-4 Booth recoding (O. L. MacSorley, "High-speed arithmetic in binary computers", 1961) of a factor w:
/// digit i, −2 to 2, is −2·w[2i+1] + w[2i] + w[2i−1], and its row is that multiple of the other factor x.</summary>
/// <remarks>A negative row is inverted, and the one that makes it two's complement is a term of its own. Bit 0 and
/// that one are added right away, which takes two gates: the sum is the bit before the inversion, the carry goes one
/// column up (W.-C. Yeh and C.-W. Jen, "High-speed Booth encoded parallel multiplier design", 2000).</remarks>
/// <param name="XWidth">Width of x, which is two's complement.</param>
/// <param name="WWidth">Width of w.</param>
/// <param name="IsSigned">Whether w is two's complement.</param>
/// <param name="Target">In a heap the carries of the missing ones are bits by themselves; for binary adders, each of which takes
/// a word, those of a product are one word.</param>
internal sealed record BoothRows(int XWidth, int WWidth, bool IsSigned, HardwareTarget Target)
{
    /// <summary>The rows of one product as the booth_digits partial lists them, in order of their weights.</summary>
    /// <param name="lane">Number of the product, part of every name.</param>
    /// <param name="x">x, an expression of its width.</param>
    /// <param name="wBit">A bit of w, an expression, by its number.</param>
    /// <param name="terms">Gets the rows as terms of a sum.</param>
    internal IEnumerable<Dictionary<string, object>> List(
        int lane, string x, Func<int, string> wBit, List<Summand> terms)
    {
        // Above an odd number of bits stands the sign.
        string Bit(int index) => index >= 0 && index < WWidth ? wBit(index)
            : index >= WWidth && IsSigned ? wBit(WWidth - 1)
            : "1'b0";
        int digits = (WWidth + 1) / 2;
        bool isWord = Target == HardwareTarget.Fpga;
        for (int low = 0; low < (IsSigned ? WWidth : WWidth + 1); low += 2)
        {
            // The digit above an unsigned factor's top bit is that bit: a gated copy.
            string number = string.Create(CultureInfo.InvariantCulture, $"{lane}_{low / 2}");
            bool isCopy = low == WWidth;
            terms.Add(new Summand($"row{number}", isCopy ? XWidth : XWidth + 1, low, IsSigned: true));
            bool isLast = low / 2 == digits - 1;
            if (isWord && isLast)
            {
                terms.Add(new Summand(
                    string.Create(CultureInfo.InvariantCulture, $"plus{lane}"), (2 * digits) - 1, 1));
            }
            else if (!isWord && !isCopy)
            {
                terms.Add(new Summand($"plus{number}", 1, low + 1));
            }

            yield return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["lane"] = lane,
                ["number"] = number,
                ["weight"] = 1L << low,
                ["is_copy"] = isCopy,
                ["plus_msb"] = (2 * digits) - 2,
                ["plus_word"] = isWord && isLast
                    ? string.Join(", 1'b0, ", Enumerable.Range(0, digits).Reverse().Select(digit =>
                        string.Create(CultureInfo.InvariantCulture, $"plus{lane}_{digit}")))
                    : string.Empty,
                ["is_first"] = low == 0,
                ["x_value"] = x,
                ["x_width"] = XWidth,
                ["x_msb"] = XWidth - 1,
                ["msb"] = XWidth,
                ["high"] = Bit(low + 1),
                ["middle"] = Bit(low),
                ["low"] = Bit(low - 1),
            };
        }
    }
}
