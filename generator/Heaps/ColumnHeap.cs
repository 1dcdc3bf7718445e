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
        ArgumentNullException.ThrowIfNull(term);
        AddBits(_columns, term);
    }

    /// <summary>Adds a constant.</summary>
    public void Add(BigInteger value) => _constant += value;

    /// <summary>Height of the tallest column, constants included.</summary>
    public int Height => Enumerable.Range(0, _width).Max(column => _columns[column].Count + (HasOne(column) ? 1 : 0));

    /// <summary>Levels that bring columns of a height down to two rows.</summary>
    public static int LevelsOf(int height)
    {
        int levels = 0;
        for (; height > 2; height = Target(height))
        {
            levels++;
        }

        return levels;
    }

    /// <summary>Height that is left of a height after some levels.</summary>
    public static int HeightAfter(int height, int levels)
    {
        for (int level = 0; level < levels && height > 2; level++)
        {
            height = Target(height);
        }

        return height;
    }

    /// <summary>Compresses the heap to two rows.</summary>
    public HeapNetlist Compress() => Compress(SumCuts.None, null);

    /// <summary>Compresses the heap to two rows, cut by pipeline registers.</summary>
    /// <param name="cuts">Where.</param>
    /// <param name="late">Term that enters behind the last register, or null.</param>
    public HeapNetlist Compress(SumCuts cuts, Summand? late)
    {
        ArgumentNullException.ThrowIfNull(cuts);
        AddConstantBits();
        List<HeapLevel> levels = [];
        List<PipelineRegister> registers = [];
        List<HeapBit>[] current = _columns;
        while (true)
        {
            foreach (int number in cuts.At(levels.Count))
            {
                HeapRegister register = new(current, number);
                current = register.Result;
                registers.Add(new PipelineRegister(number, levels.Count, register.Words));
            }

            if (late is not null && registers.Count == cuts.Levels.Count)
            {
                AddBits(current, late);
                late = null;
            }

            int height = Tallest(current);
            if (height <= 2)
            {
                return new HeapNetlist(_width, levels, Row(current, 0), Row(current, 1), registers);
            }

            int next = levels.Count + 1;
            HeapReduction level = new(current, Target(height), $"{_prefix}{next}");
            current = level.Result;
            levels.Add(new HeapLevel(next, height, Tallest(current), level.Operations));
        }
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

    private void AddBits(List<HeapBit>[] columns, Summand term)
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
                columns[column].Add(new HeapBit(term.Signal, term.Width, bit, isInverted));
            }
        }
    }

    private void AddConstantBits()
    {
        for (int column = 0; column < _width; column++)
        {
            if (HasOne(column))
            {
                _columns[column].Add(HeapBit.One);
            }
        }
    }

    private bool HasOne(int column) => !((_constant >> column) & 1).IsZero;
}
