using System.Numerics;

namespace MixPe.Generator.Heaps;

/// <summary>
/// A column heap: all bits of a sum sorted by weight, compressed with Dadda's schedule (L. Dadda, "Some schemes for
/// parallel multipliers", 1965) to two rows. Nothing is sign-extended: a sign bit of weight −2^k enters inverted
/// (−b = ~b − 1), and the −2^k of all of them are one constant. Sums are modulo 2^width.
/// </summary>
public sealed class ColumnHeap
{
    private readonly int width;
    private readonly string prefix;
    private readonly List<HeapBit>[] columns;
    private BigInteger constant;

    /// <summary>An empty heap.</summary>
    /// <param name="width">Width of the sum in bits.</param>
    /// <param name="prefix">Prefix of the names of intermediate words.</param>
    public ColumnHeap(int width, string prefix)
    {
        this.width = width;
        this.prefix = prefix;
        columns = [.. Enumerable.Range(0, width).Select(_ => new List<HeapBit>())];
    }

    /// <summary>Adds one term.</summary>
    public void Add(Summand term)
    {
        for (int bit = 0; bit < term.Width; bit++)
        {
            // A bit of negative weight, −b·2^k, is (~b)·2^k − 2^k.
            bool isSign = term.IsSigned && bit == term.Width - 1;
            bool isInverted = isSign != term.IsNegative;
            int column = bit + term.Shift;
            if (isInverted)
            {
                constant -= BigInteger.One << column;
            }

            if (column < width)
            {
                columns[column].Add(new HeapBit(term.Signal, term.Width, bit, isInverted));
            }
        }
    }

    /// <summary>Adds a constant.</summary>
    public void Add(BigInteger value) => constant += value;

    /// <summary>Compresses the heap to two rows.</summary>
    public HeapNetlist Compress()
    {
        AddConstantBits();
        List<HeapLevel> levels = [];
        List<HeapBit>[] current = columns;
        for (int height = Tallest(current); height > 2; height = Tallest(current))
        {
            int number = levels.Count + 1;
            HeapReduction level = new(current, Target(height), $"{prefix}{number}");
            current = level.Result;
            levels.Add(new HeapLevel(number, height, Tallest(current), level.Operations));
        }

        return new HeapNetlist(width, levels, Row(current, 0), Row(current, 1));
    }

    private static int Tallest(List<HeapBit>[] heap) => heap.Max(column => column.Count);

    private static string Row(List<HeapBit>[] heap, int index) =>
        HeapExpression.Of([.. heap.Select(column => index < column.Count ? column[index] : (HeapBit?)null)]);

    // Dadda's heights: 2, 3, 4, 6, 9, 13, …; the largest below the present height.
    private static int Target(int height)
    {
        int target = 2;
        while (target * 3 / 2 < height)
        {
            target = target * 3 / 2;
        }

        return target;
    }

    private void AddConstantBits()
    {
        BigInteger bits = constant & ((BigInteger.One << width) - 1);
        for (int column = 0; column < width; column++)
        {
            if (!((bits >> column) & 1).IsZero)
            {
                columns[column].Add(HeapBit.One);
            }
        }
    }
}
