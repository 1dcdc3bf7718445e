using System.Globalization;

namespace MixPe.Generator.Heaps;

/// <summary>One level of Dadda's schedule: every column comes down to a target height.</summary>
internal sealed class HeapReduction
{
    private readonly record struct Cell(HeapBit A, HeapBit B, HeapBit? C);

    private readonly string _prefix;

    internal HeapReduction(List<HeapBit>[] heap, int target, string prefix)
    {
        _prefix = prefix;
        Cell[][] cells = Schedule(heap, target);
        Result = [.. heap.Select((column, index) =>
            column.Skip(cells[index].Sum(cell => cell.C is null ? 2 : 3)).ToList())];
        Emit(cells);
    }

    internal List<HeapBit>[] Result { get; }

    internal List<HeapOperation> Operations { get; } = [];

    private static Cell[][] Schedule(List<HeapBit>[] heap, int target)
    {
        Cell[][] cells = new Cell[heap.Length][];
        int carriesIn = 0;
        for (int column = 0; column < heap.Length; column++)
        {
            List<Cell> taken = [];
            int height = heap[column].Count + carriesIn;
            List<HeapBit> bits = heap[column];
            for (int next = 0; height > target && next + 1 < bits.Count;)
            {
                // A half adder removes one bit, a full adder two.
                bool isHalf = height == target + 1 || next + 2 == bits.Count;
                taken.Add(new Cell(bits[next], bits[next + 1], isHalf ? null : bits[next + 2]));
                next += isHalf ? 2 : 3;
                height -= isHalf ? 1 : 2;
            }

            cells[column] = [.. taken];
            carriesIn = taken.Count;
        }

        return cells;
    }

    // The k-th cell of neighbouring columns makes one word.
    private void Emit(Cell[][] cells)
    {
        int words = 0;
        int tallest = cells.Max(column => column.Length);
        for (int k = 0; k < tallest; k++)
        {
            for (int low = 0; low < cells.Length;)
            {
                int end = low;
                while (end < cells.Length && cells[end].Length > k)
                {
                    end++;
                }

                // The carry out of the top column leaves the heap: that cell is an exclusive or alone.
                int top = end == cells.Length && end - low > 1 ? end - 1 : end;
                EmitWord(cells, k, low, top, ref words);
                EmitWord(cells, k, top, end, ref words);
                low = end + 1;
            }
        }
    }

    private void EmitWord(Cell[][] cells, int k, int low, int end, ref int words)
    {
        int width = end - low;
        if (width <= 0)
        {
            return;
        }

        Cell[] word = [.. Enumerable.Range(low, width).Select(column => cells[column][k])];
        string number = words.ToString(CultureInfo.InvariantCulture);
        string sum = $"{_prefix}_{number}_s";
        string? carry = end == cells.Length ? null : $"{_prefix}_{number}_c";
        words++;
        Operations.Add(new HeapOperation(
            sum,
            carry,
            width,
            HeapExpression.Of([.. word.Select(cell => (HeapBit?)cell.A)]),
            HeapExpression.Of([.. word.Select(cell => (HeapBit?)cell.B)]),
            HeapExpression.Of([.. word.Select(cell => cell.C)])));
        for (int bit = 0; bit < width; bit++)
        {
            Result[low + bit].Add(new HeapBit(sum, width, bit, false));
            if (carry is not null)
            {
                Result[low + bit + 1].Add(new HeapBit(carry, width, bit, false));
            }
        }
    }
}
