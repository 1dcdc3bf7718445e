using System.Globalization;
using MixPe.Generator.Heaps;

namespace MixPe.Generator.Rtl;

/// <summary>A product by shift and add: one copy of an operand for each bit of the other.</summary>
internal static class GatedCopies
{
    /// <summary>Name of the copy that a bit gates.</summary>
    internal static string Name(int bit) => string.Create(CultureInfo.InvariantCulture, $"copy{bit}");

    /// <summary>The copies as templates list them: signal and bit.</summary>
    internal static Dictionary<string, object>[] List(int bits) =>
        [.. Enumerable.Range(0, bits).Select(bit => new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["signal"] = Name(bit),
            ["bit"] = bit,
        })];

    /// <summary>The copies as terms of a sum.</summary>
    /// <param name="bits">Bits of the gating operand.</param>
    /// <param name="width">Width of the gated operand.</param>
    /// <param name="isSigned">The gated operand is two's complement.</param>
    /// <param name="isNegative">The product is subtracted.</param>
    /// <param name="hasNegativeTop">The gating operand is two's complement: its top bit counts negative.</param>
    internal static IEnumerable<Summand> Terms(
        int bits, int width, bool isSigned = false, bool isNegative = false, bool hasNegativeTop = false) =>
        Enumerable.Range(0, bits).Select(bit => new Summand(
            Name(bit), width, bit, isSigned, isNegative != (hasNegativeTop && bit == bits - 1)));
}
