using System.Numerics;

namespace MixPe.Generator.Heaps;

/// <summary>
/// A column heap: all bits of a sum sorted by weight, compressed with Dadda's schedule (L. Dadda, "Some schemes for
/// parallel multipliers", 1965) to two rows. Nothing is sign-extended: a sign bit of weight −2^k enters inverted
/// (−b = ~b − 1), and the −2^k of all of them are one constant. Sums are modulo 2^width.
/// </summary>
public sealed class ColumnHeap
{
    private readonly int _width;
    private readonly string _prefix;
    private readonly List<HeapBit>[] _columns;
    private BigInteger _constant;

    /// <summary>An empty heap.</summary>
    /// <param name="width">Width of the sum in bits.</param>
    /// <param name="prefix">Prefix of the names of intermediate words.</param>
    public ColumnHeap(int width, string prefix)
    {
        _width = width;
        _prefix = prefix;
        _columns = [.. Enumerable.Range(0, width).Select(_ => new List<HeapBit>())];
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
                _constant -= BigInteger.One << column;
            }

            if (column < _width)
            {
                _columns[column].Add(new HeapBit(term.Signal, term.Width, bit, isInverted));
            }
        }
    }

    /// <summary>Adds a constant.</summary>
    public void Add(BigInteger value) => _constant += value;

    /// <summary>Compresses the heap to two rows.</summary>
    public HeapNetlist Compress()
    {
        AddConstantBits();
        List<HeapLevel> levels = [];
        List<HeapBit>[] current = _columns;
        for (int height = Tallest(current); height > 2; height = Tallest(current))
        {
            int number = levels.Count + 1;
            HeapReduction level = new(current, Target(height), $"{_prefix}{number}");
            current = level.Result;
            levels.Add(new HeapLevel(number, height, Tallest(current), level.Operations));
        }

        return new HeapNetlist(_width, levels, Row(current, 0), Row(current, 1));
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
        BigInteger bits = _constant & ((BigInteger.One << _width) - 1);
        for (int column = 0; column < _width; column++)
        {
            if (!((bits >> column) & 1).IsZero)
            {
                _columns[column].Add(HeapBit.One);
            }
        }
    }
}
