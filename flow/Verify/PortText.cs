using System.Globalization;
using System.Text;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Ports' values as text.</summary>
internal static class PortText
{
    /// <summary>Hexadecimal digits, as many as the port's width has.</summary>
    public static string Hex(PortSlice port, ReadOnlySpan<uint> record)
    {
        var digits = new StringBuilder();
        ReadOnlySpan<uint> words = port.Of(record);
        for (int i = words.Length - 1; i >= 0; i--)
        {
            digits.Append(words[i].ToString("x8", CultureInfo.InvariantCulture));
        }

        return digits.ToString()[^((port.Bits + 3) / 4)..];
    }
}
