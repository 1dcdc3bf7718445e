using System.Globalization;

namespace MixPe.Generator.Heaps;

/// <summary>Writes bits of a heap as a SystemVerilog concatenation, neighbours of one signal as one slice.</summary>
internal static class HeapExpression
{
    /// <summary>The expression of the bits, least significant first; null is a constant zero.</summary>
    internal static string Of(IReadOnlyList<HeapBit?> bits)
    {
        List<string> parts = [];
        for (int high = bits.Count - 1; high >= 0;)
        {
            int low = high;
            while (low > 0 && Continues(bits[low], bits[low - 1]))
            {
                low--;
            }

            parts.Add(Part(bits[high], bits[low], high - low + 1));
            high = low - 1;
        }

        return parts.Count == 1 ? parts[0] : $"{{{string.Join(", ", parts)}}}";
    }

    private static bool Continues(HeapBit? upper, HeapBit? lower)
    {
        if (upper is not { } high || lower is not { } low)
        {
            return upper is null && lower is null;
        }

        return high.Signal == low.Signal
            && high.IsInverted == low.IsInverted
            && (high.Signal is null || high.Index == low.Index + 1);
    }

    private static string Part(HeapBit? upper, HeapBit? lower, int count)
    {
        if (upper is not { } high || lower is not { } low)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{count}'h0");
        }

        if (high.Signal is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{count}'b{new string('1', count)}");
        }

        string slice = count == high.SignalWidth ? string.Empty
            : count == 1 ? string.Create(CultureInfo.InvariantCulture, $"[{high.Index}]")
            : string.Create(CultureInfo.InvariantCulture, $"[{high.Index}:{low.Index}]");
        return $"{(high.IsInverted ? "~" : string.Empty)}{high.Signal}{slice}";
    }
}
