using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation;

/// <summary>Writes bits as a SystemVerilog expression over the words that drive them.</summary>
internal sealed class NetExpression
{
    private readonly Dictionary<int, (string Word, int Index, int Width)> _drivers = [];

    /// <summary>Says which word drives nets.</summary>
    public void Drive(string word, IReadOnlyList<NetBit> bits)
    {
        for (int i = 0; i < bits.Count; i++)
        {
            _drivers[bits[i].Net] = (word, i, bits.Count);
        }
    }

    /// <summary>The expression; as wide as there are bits.</summary>
    /// <exception cref="NotSupportedException">A net has no driver.</exception>
    public string Of(IReadOnlyList<NetBit> bits)
    {
        List<string> parts = [];
        for (int low = 0, length; low < bits.Count; low += length)
        {
            (string part, length) = bits[low].IsConstant ? Constant(bits, low) : Slice(bits, low);
            parts.Add(part);
        }

        parts.Reverse();
        return parts.Count == 1 ? parts[0] : $"{{{string.Join(", ", parts)}}}";
    }

    private static (string Part, int Length) Constant(IReadOnlyList<NetBit> bits, int low)
    {
        int high = low;
        while (high < bits.Count && bits[high].IsConstant)
        {
            high++;
        }

        var digits = Enumerable.Range(low, high - low).Reverse().Select(i => bits[i].IsOne ? '1' : '0');
        return ($"{CellText.Number(high - low)}'b{string.Concat(digits)}", high - low);
    }

    private (string Part, int Length) Slice(IReadOnlyList<NetBit> bits, int low)
    {
        var (word, index, width) = Driver(bits[low]);
        int repeat = 1;
        while (low + repeat < bits.Count && bits[low + repeat] == bits[low])
        {
            repeat++;
        }

        if (repeat > 1)
        {
            return ($"{{{CellText.Number(repeat)}{{{word}[{CellText.Number(index)}]}}}}", repeat);
        }

        int length = 1;
        while (low + length < bits.Count && !bits[low + length].IsConstant
            && Driver(bits[low + length]) == (word, index + length, width))
        {
            length++;
        }

        string text = length == width ? word
            : length == 1 ? $"{word}[{CellText.Number(index)}]"
            : $"{word}[{CellText.Number(index + length - 1)}:{CellText.Number(index)}]";
        return (text, length);
    }

    private (string Word, int Index, int Width) Driver(NetBit bit) =>
        _drivers.TryGetValue(bit.Net, out var driver)
            ? driver
            : throw new NotSupportedException($"net {bit.Net} has no driver");
}
