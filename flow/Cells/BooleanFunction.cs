namespace MixPe.Flow.Cells;

/// <summary>A boolean expression of a library: a pin's function, a register's next state, the condition of an
/// arc.</summary>
public sealed class BooleanFunction
{
    private readonly BooleanNode _root;
    private readonly string[] _inputs;

    private BooleanFunction(string text, BooleanNode root, string[] inputs)
    {
        Text = text;
        _root = root;
        _inputs = inputs;
    }

    /// <summary>The expression as it is in the library.</summary>
    public string Text { get; }

    /// <summary>The names in it, each once, in order of appearance.</summary>
    public IReadOnlyList<string> Inputs => _inputs;

    /// <summary>Reads an expression: <c>! a</c> and <c>a '</c>, then <c>a ^ b</c>, then <c>a * b</c>,
    /// <c>a &amp; b</c> and <c>a b</c>, then <c>a + b</c> and <c>a | b</c>; parentheses; 0 and 1.</summary>
    /// <param name="text">The expression.</param>
    /// <exception cref="FormatException">It is none.</exception>
    public static BooleanFunction Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        BooleanParser parser = new(text);
        BooleanNode root = parser.Read();
        return new BooleanFunction(text, root, [.. parser.Names]);
    }

    /// <summary>The value for a value of each input.</summary>
    /// <param name="values">In the order of <see cref="Inputs"/>.</param>
    public bool Evaluate(ReadOnlySpan<bool> values) => _root.Evaluate(values);

    /// <summary>The value for every state of some pins: entry s for the state in which pin i is bit i of s.</summary>
    /// <param name="pins">The pins; every input has to be one of them.</param>
    /// <exception cref="FormatException">An input is none of them.</exception>
    public bool[] Table(IReadOnlyList<string> pins)
    {
        ArgumentNullException.ThrowIfNull(pins);
        int[] places = new int[_inputs.Length];
        for (int i = 0; i < places.Length; i++)
        {
            places[i] = Place(pins, _inputs[i]);
        }

        bool[] table = new bool[1 << pins.Count];
        bool[] values = new bool[_inputs.Length];
        for (int state = 0; state < table.Length; state++)
        {
            for (int i = 0; i < places.Length; i++)
            {
                values[i] = (state >> places[i] & 1) != 0;
            }

            table[state] = Evaluate(values);
        }

        return table;
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private int Place(IReadOnlyList<string> pins, string name)
    {
        for (int i = 0; i < pins.Count; i++)
        {
            if (pins[i] == name)
            {
                return i;
            }
        }

        throw new FormatException($"'{name}' in \"{Text}\" is none of the pins {string.Join(", ", pins)}");
    }
}
