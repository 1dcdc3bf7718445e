using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>Reads a condition: or, and, not; one comparison (== != &lt;= &gt;= &lt; &gt;); + and -; * / and %; parentheses; numbers,
/// fields of a design, and the words that they take. A - within a word is part of it.</summary>
public sealed partial class ConstraintParser
{
    // Parentheses and not recurse.
    private const int MaximumDepth = 32;

    // What is evaluated nests as deep as there are operators.
    private const int MaximumTokens = 1000;

    private readonly string[] _tokens;
    private int _next;
    private int _depth;

    private ConstraintParser(string text)
    {
        string[] tokens = [.. Tokens().Matches(text).Select(match => match.Value)];
        string rest = Tokens().Replace(text, "").Trim();
        _tokens = rest.Length == 0 ? tokens : throw new ConstraintException($"'{rest[0]}' is not understood");
        if (tokens.Length > MaximumTokens)
        {
            throw new ConstraintException($"longer than {MaximumTokens} words, numbers and signs");
        }
    }

    /// <summary>Reads one.</summary>
    /// <param name="text">As written.</param>
    /// <exception cref="ConstraintException">It is not understood.</exception>
    public static Constraint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ConstraintParser parser = new(text);
        ConstraintTerm term = parser.Or();
        if (parser.Peek is { } more)
        {
            throw new ConstraintException($"'{more}' is not expected there");
        }

        Require(term, TermKind.Flag, "the condition");
        return new Constraint(text, design => Holds(term, design));
    }

    // What cannot be computed for a design, as a remainder of nothing, does not hold for it.
    private static bool Holds(ConstraintTerm term, Design design)
    {
        try
        {
            return term.IsTrue(design);
        }
        catch (Exception fault) when (fault is DivideByZeroException or OverflowException)
        {
            return false;
        }
    }

    private string? Peek => _next < _tokens.Length ? _tokens[_next] : null;

    private ConstraintTerm Or()
    {
        ConstraintTerm left = And();
        while (Take("or"))
        {
            (ConstraintTerm first, ConstraintTerm second) = Flags(left, And(), "or");
            left = Flag(design => first.IsTrue(design) || second.IsTrue(design));
        }

        return left;
    }

    private ConstraintTerm And()
    {
        ConstraintTerm left = Not();
        while (Take("and"))
        {
            (ConstraintTerm first, ConstraintTerm second) = Flags(left, Not(), "and");
            left = Flag(design => first.IsTrue(design) && second.IsTrue(design));
        }

        return left;
    }

    private ConstraintTerm Not()
    {
        if (!Take("not"))
        {
            return Comparison();
        }

        ConstraintTerm inner = Deeper(Not);
        Require(inner, TermKind.Flag, "what follows not");
        return Flag(design => !inner.IsTrue(design));
    }

    private ConstraintTerm Comparison()
    {
        ConstraintTerm left = Sum();
        if (Peek is not ("==" or "!=" or "<=" or ">=" or "<" or ">"))
        {
            return left;
        }

        string operation = _tokens[_next++];
        ConstraintTerm right = Sum();
        if (left.Kind != right.Kind)
        {
            throw new ConstraintException($"the sides of {operation} are a {Word(left.Kind)} and a {Word(right.Kind)}");
        }

        RequireChoice(left.Field, right.Literal);
        RequireChoice(right.Field, left.Literal);
        if (left.Literal is { } alone && right.Field is null)
        {
            throw new ConstraintException($"'{alone}' is no field of a design");
        }

        switch (operation)
        {
            case "==":
                return Flag(design => left.Value(design).Equals(right.Value(design)));
            case "!=":
                return Flag(design => !left.Value(design).Equals(right.Value(design)));
        }

        Require(left, TermKind.Number, $"what {operation} compares");
        return operation switch
        {
            "<=" => Flag(design => left.Number(design) <= right.Number(design)),
            ">=" => Flag(design => left.Number(design) >= right.Number(design)),
            "<" => Flag(design => left.Number(design) < right.Number(design)),
            _ => Flag(design => left.Number(design) > right.Number(design)),
        };
    }

    private ConstraintTerm Sum()
    {
        ConstraintTerm left = Product();
        while (Peek is "+" or "-")
        {
            bool isPlus = _tokens[_next++] == "+";
            (ConstraintTerm a, ConstraintTerm b) = Numbers(left, Product(), isPlus ? "+" : "-");
            left = Number(design => isPlus ? a.Number(design) + b.Number(design) : a.Number(design) - b.Number(design));
        }

        return left;
    }

    private ConstraintTerm Product()
    {
        ConstraintTerm left = Factor();
        while (Peek is "*" or "/" or "%")
        {
            string operation = _tokens[_next++];
            (ConstraintTerm a, ConstraintTerm b) = Numbers(left, Factor(), operation);
            left = operation switch
            {
                "*" => Number(design => a.Number(design) * b.Number(design)),
                "/" => Number(design => a.Number(design) / b.Number(design)),
                _ => Number(design => a.Number(design) % b.Number(design)),
            };
        }

        return left;
    }

    private ConstraintTerm Factor()
    {
        if (Peek is not { } token)
        {
            throw new ConstraintException("it ends too early");
        }

        _next++;
        if (token == "(")
        {
            ConstraintTerm inner = Deeper(Or);
            return Take(")") ? inner : throw new ConstraintException("a ) is missing");
        }

        if (char.IsAsciiDigit(token[0]))
        {
            return decimal.TryParse(token, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
                ? Number(_ => number)
                : throw new ConstraintException($"'{token}' is no number that can be computed with");
        }

        return !char.IsAsciiLetterLower(token[0]) ? throw new ConstraintException($"'{token}' is not expected there")
            : token is "true" or "false" ? Flag(_ => token == "true")
            : DesignFields.Find(token) is { } field ? Field(field)
            : DesignFields.All.Any(one => one.Choices.Contains(token))
                ? new ConstraintTerm(TermKind.Word, _ => token, null, token)
                : throw new ConstraintException(
                    $"'{token}' is no field of a design and no word that one takes; "
                    + Spelling.Hint(token, DesignFields.All.SelectMany(one => one.Choices.Prepend(one.Name))));
    }

    private ConstraintTerm Deeper(Func<ConstraintTerm> inner)
    {
        if (++_depth > MaximumDepth)
        {
            throw new ConstraintException($"nested more than {MaximumDepth} deep");
        }

        ConstraintTerm term = inner();
        _depth--;
        return term;
    }

    private static ConstraintTerm Field(DesignField field) => field.Kind switch
    {
        FieldKind.Choice => new ConstraintTerm(TermKind.Word, field.Value, field),
        FieldKind.Integer => new ConstraintTerm(TermKind.Number, design => (decimal)(int)field.Value(design), field),
        FieldKind.Number => new ConstraintTerm(TermKind.Number, field.Value, field),
        FieldKind.Flag => new ConstraintTerm(TermKind.Flag, field.Value, field),
        _ => throw new ConstraintException($"{field.Name} is a text, and says nothing about the hardware"),
    };

    private bool Take(string token)
    {
        bool isThere = Peek == token;
        _next += isThere ? 1 : 0;
        return isThere;
    }

    private static ConstraintTerm Flag(Func<Design, bool> value) => new(TermKind.Flag, design => value(design));

    private static ConstraintTerm Number(Func<Design, decimal> value) => new(TermKind.Number, design => value(design));

    private static (ConstraintTerm A, ConstraintTerm B) Flags(ConstraintTerm a, ConstraintTerm b, string operation) =>
        Both(a, b, TermKind.Flag, operation);

    private static (ConstraintTerm A, ConstraintTerm B) Numbers(ConstraintTerm a, ConstraintTerm b, string operation) =>
        Both(a, b, TermKind.Number, operation);

    private static (ConstraintTerm A, ConstraintTerm B) Both(ConstraintTerm a, ConstraintTerm b, TermKind kind, string operation)
    {
        Require(a, kind, $"what is left of {operation}");
        Require(b, kind, $"what is right of {operation}");
        return (a, b);
    }

    private static void Require(ConstraintTerm term, TermKind kind, string what)
    {
        if (term.Kind != kind)
        {
            throw new ConstraintException($"{what} is a {Word(term.Kind)}, and has to be a {Word(kind)}");
        }
    }

    private static void RequireChoice(DesignField? field, string? literal)
    {
        if (field is not null && literal is not null && !field.Choices.Contains(literal))
        {
            throw new ConstraintException(
                $"{field.Name} is never {literal}; {Spelling.Hint(literal, field.Choices)}".TrimEnd(';', ' '));
        }
    }

    private static string Word(TermKind kind) => kind switch
    {
        TermKind.Number => "number",
        TermKind.Word => "word",
        _ => "flag",
    };

    [GeneratedRegex(@"[a-z][a-z0-9_]*(?:-[a-z0-9_]+)*|[0-9]+(?:\.[0-9]+)?|==|!=|<=|>=|[<>+\-*/%()]")]
    private static partial Regex Tokens();
}
