namespace MixPe.Flow.Cells;

/// <summary>Reads boolean expressions of Liberty. Operators bind as OpenSTA and the Liberty User Guide's table of
/// operators have it: complement, exclusive or, and, or.</summary>
/// <param name="text">The expression.</param>
internal sealed class BooleanParser(string text)
{
    private int _at;

    /// <summary>The names, each once, in order of appearance.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Reads the whole of it.</summary>
    /// <exception cref="FormatException">It is no expression.</exception>
    public BooleanNode Read()
    {
        BooleanNode root = Sum();
        return Peek() == '\0' ? root : throw Wrong();
    }

    private BooleanNode Sum()
    {
        BooleanNode left = Product();
        while (Peek() is '+' or '|')
        {
            _at++;
            left = new BooleanNode.Or(left, Product());
        }

        return left;
    }

    private BooleanNode Product()
    {
        BooleanNode left = Exclusive();
        while (true)
        {
            char next = Peek();
            if (next is '*' or '&')
            {
                _at++;
            }
            else if (next is not ('!' or '(') && !IsName(next))
            {
                return left;
            }

            left = new BooleanNode.And(left, Exclusive());
        }
    }

    private BooleanNode Exclusive()
    {
        BooleanNode left = Factor();
        while (Peek() == '^')
        {
            _at++;
            left = new BooleanNode.Xor(left, Factor());
        }

        return left;
    }

    private BooleanNode Factor()
    {
        char next = Peek();
        if (next == '!')
        {
            _at++;
            return new BooleanNode.Not(Factor());
        }

        BooleanNode node;
        if (next == '(')
        {
            _at++;
            node = Sum();
            if (Peek() != ')')
            {
                throw Wrong();
            }

            _at++;
        }
        else
        {
            node = IsName(next) ? Name() : throw Wrong();
        }

        while (Peek() == '\'')
        {
            _at++;
            node = new BooleanNode.Not(node);
        }

        return node;
    }

    private BooleanNode Name()
    {
        int start = _at;
        while (_at < text.Length && IsName(text[_at]))
        {
            _at++;
        }

        string name = text[start.._at];
        if (name is "0" or "1")
        {
            return new BooleanNode.Constant(name == "1");
        }

        int index = Names.IndexOf(name);
        if (index < 0)
        {
            index = Names.Count;
            Names.Add(name);
        }

        return new BooleanNode.Input(index);
    }

    private static bool IsName(char letter) => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '[' or ']' or '.';

    private char Peek()
    {
        while (_at < text.Length && char.IsWhiteSpace(text[_at]))
        {
            _at++;
        }

        return _at < text.Length ? text[_at] : '\0';
    }

    private FormatException Wrong() => new(_at < text.Length
        ? $"\"{text}\" is no boolean expression: '{text[_at]}' at {_at + 1}"
        : $"\"{text}\" is no boolean expression: it ends too early");
}
