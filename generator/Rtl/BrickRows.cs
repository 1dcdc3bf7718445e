using System.Globalization;
using MixPe.Generator.Heaps;
using MixPe.Model.Formats;

namespace MixPe.Generator.Rtl;

/// <summary>Products of bricks (Sharma et al., "Bit Fusion", ISCA 2018): both operands are digits of two bits, the top one of a signed
/// operand signed, and a brick multiplies a digit of one by a digit of the other. Their shifted products add up to the whole one.</summary>
internal static class BrickRows
{
    /// <summary>Bits of a digit.</summary>
    internal const int Digit = 2;

    /// <summary>Bits of a brick's product, whatever the signs: −6 to 9, of which no two signs together need five.</summary>
    internal const int Product = 4;

    /// <summary>The lanes as the template lists them, each with its bricks: of operands of 4 and 8 bits four neighbours are a product of 4 by 4 bits, four
    /// of those one of 8 by 8, as BitFusion's tree adds them.</summary>
    /// <param name="path">The design's widths.</param>
    /// <param name="terms">Gets the bricks' products as terms of a sum.</param>
    internal static Dictionary<string, object>[] List(Datapath path, List<Summand> terms) =>
        [.. Enumerable.Range(0, path.Design.Lanes).Select(lane => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["lane"] = lane,
            ["bricks"] = Lane(path, lane, terms),
        })];

    /// <summary>The digits of both operands that bricks of one product take, those of the activation first.</summary>
    internal static IEnumerable<(int X, int W)> Places(Datapath path)
    {
        int xDigits = Digits(path.Design.Activations.Bits);
        int wDigits = Digits(path.Design.Weights.Bits);

        // The bits of a number, taken in turns, are both places: neighbours differ in the lowest bits.
        return Enumerable.Range(0, 1 << (2 * Datapath.Log2(Math.Max(2, Math.Max(xDigits, wDigits)))))
            .Select(number => (X: EveryOther(number), W: EveryOther(number >> 1)))
            .Where(place => place.X < xDigits && place.W < wDigits);
    }

    private static Dictionary<string, object>[] Lane(Datapath path, int lane, List<Summand> terms) =>
        [.. Places(path).Select(place =>
        {
            (string x, bool isSignedX) = Operand("x_i", path.Design.Activations, lane, place.X);
            (string w, bool isSignedW) = Operand("w_i", path.Design.Weights, lane, place.W);
            string signal = string.Create(CultureInfo.InvariantCulture, $"brick{lane}_{place.X}_{place.W}");

            // Of a single bit and two the product is -3 to 3: its top bit says no more than the next one, and may have no place in the sum.
            bool isNarrow = IsSingle(path.Design.Activations, place.X) || IsSingle(path.Design.Weights, place.W);
            int width = isNarrow ? Product - 1 : Product;
            terms.Add(new Summand(signal, width, Digit * (place.X + place.W), isSignedX || isSignedW));
            return new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["signal"] = signal,
                ["msb"] = width - 1,
                ["is_narrow"] = isNarrow,
                ["x"] = x,
                ["w"] = w,
                ["x_signed"] = isSignedX ? "1'b1" : "1'b0",
                ["w_signed"] = isSignedW ? "1'b1" : "1'b0",
            };
        })];

    // Above an odd number of bits stands the sign, or zero.
    private static (string Bits, bool IsSigned) Operand(string port, NumberFormat format, int lane, int digit)
    {
        int low = (lane * format.Bits) + (Digit * digit);
        bool isTop = digit == Digits(format.Bits) - 1;
        bool isSigned = isTop && format.IsSigned;
        string bits = !isTop || format.Bits % Digit == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{port}[{low + 1}:{low}]")
            : string.Create(CultureInfo.InvariantCulture, $"{{{(isSigned ? $"{port}[{low}]" : "1'b0")}, {port}[{low}]}}");
        return (bits, isSigned);
    }

    private static bool IsSingle(NumberFormat format, int digit) => format.Bits % Digit != 0 && digit == Digits(format.Bits) - 1;

    private static int Digits(int bits) => (bits + Digit - 1) / Digit;

    private static int EveryOther(int number) =>
        Enumerable.Range(0, 4).Sum(bit => ((number >> (2 * bit)) & 1) << bit);
}
