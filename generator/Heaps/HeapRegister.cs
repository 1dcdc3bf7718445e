using System.Globalization;

namespace MixPe.Generator.Heaps;

/// <summary>A pipeline register across a column heap: a word for each row of neighbouring bits. Constants need none.
/// </summary>
internal sealed class HeapRegister
{
    private readonly List<HeapBit>[] _bits;
    private readonly int _number;

    internal HeapRegister(List<HeapBit>[] heap, int number)
    {
        _bits = [.. heap.Select(column => column.Where(bit => bit.Signal is not null).ToList())];
        _number = number;
        Result = [.. heap.Select(_ => new List<HeapBit>())];
        int tallest = _bits.Max(column => column.Count);
        for (int row = 0; row < tallest; row++)
        {
            Take(row);
        }

        for (int column = 0; column < heap.Length; column++)
        {
            Result[column].AddRange(heap[column].Where(bit => bit.Signal is null));
        }
    }

    internal List<HeapBit>[] Result { get; }

    internal List<RegisterWord> Words { get; } = [];

    private void Take(int row)
    {
        for (int low = 0; low < _bits.Length; low++)
        {
            int end = low;
            while (end < _bits.Length && row < _bits[end].Count)
            {
                end++;
            }

            if (end > low)
            {
                AddWord(row, low, end - low);
                low = end;
            }
        }
    }

    private void AddWord(int row, int low, int width)
    {
        string signal = RegisterWord.Name(_number, Words.Count.ToString(CultureInfo.InvariantCulture));
        HeapBit?[] word = [.. _bits.Skip(low).Take(width).Select(column => (HeapBit?)column[row])];
        Words.Add(new RegisterWord(signal, width, HeapExpression.Of(word)));
        for (int bit = 0; bit < width; bit++)
        {
            Result[low + bit].Add(new HeapBit(signal, width, bit, false));
        }
    }
}
