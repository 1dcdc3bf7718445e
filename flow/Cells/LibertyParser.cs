namespace MixPe.Flow.Cells;

/// <summary>Reads the groups and attributes of a Liberty file, whatever they mean. The syntax is that of the Liberty
/// User Guide, volume 1, chapter 1; semicolons may be missing at the end of a line, as every reader accepts.</summary>
internal sealed class LibertyParser
{
    private readonly string _file;
    private readonly LibertyLexer _lexer;
    private LibertyToken _token;

    private LibertyParser(TextReader reader, string file)
    {
        _file = file;
        _lexer = new LibertyLexer(reader, file);
        _token = _lexer.Next();
    }

    /// <summary>Reads the library group.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="file">Its name in messages.</param>
    /// <exception cref="LibertyException">The text is no Liberty.</exception>
    public static LibertyGroup Read(TextReader reader, string file)
    {
        LibertyParser parser = new(reader, file);
        LibertyGroup root = new(file, "", [], 1);
        parser.Statement(root);
        if (root.Groups is not [{ Name: "library" } library])
        {
            throw new LibertyException(file, 1, "a Liberty file starts with a library group");
        }

        parser.Skip(';');
        return parser._token.Kind == LibertyTokenKind.End
            ? library
            : throw parser.Unexpected("nothing after the library");
    }

    private void Statement(LibertyGroup parent)
    {
        LibertyToken name = _token;
        if (name.Kind is not (LibertyTokenKind.Word or LibertyTokenKind.Text))
        {
            throw Unexpected("a name");
        }

        Advance();
        if (_token.Is(':'))
        {
            Advance();
            parent.Add(new LibertyEntry(name.Text, [Value()], name.Line));
        }
        else if (_token.Is('('))
        {
            IReadOnlyList<string> arguments = Arguments();
            if (_token.Is('{'))
            {
                LibertyGroup group = new(_file, name.Text, arguments, name.Line);
                Body(group);
                parent.Add(group);
            }
            else
            {
                parent.Add(new LibertyEntry(name.Text, arguments, name.Line));
            }
        }
        else
        {
            throw Unexpected($"':' or '(' after '{name.Text}'");
        }

        Skip(';');
    }

    private void Body(LibertyGroup group)
    {
        Advance();
        while (!_token.Is('}'))
        {
            if (_token.Kind == LibertyTokenKind.End)
            {
                throw group.Wrong($"the group {group.Name} ({string.Join(", ", group.Arguments)}) does not end");
            }

            Statement(group);
        }

        Advance();
    }

    // Up to a semicolon, or the end of the line if there is none: an expression may have spaces in it.
    private string Value()
    {
        LibertyToken first = _token;
        string value = "";
        while (!_token.Is(';') && !_token.Is('}') && _token.Kind != LibertyTokenKind.End
            && (value.Length == 0 || !_token.StartsLine))
        {
            value = value.Length == 0 ? _token.Text : $"{value} {_token.Text}";
            Advance();
            if (first.Kind == LibertyTokenKind.Text)
            {
                break;
            }
        }

        return value.Length > 0 || first.Kind == LibertyTokenKind.Text ? value : throw Unexpected("a value");
    }

    private List<string> Arguments()
    {
        List<string> arguments = [];
        LibertyToken open = _token;
        Advance();
        bool joins = false;
        while (!_token.Is(')'))
        {
            if (_token.Is(','))
            {
                joins = false;
            }
            else if (_token.Kind is LibertyTokenKind.Word or LibertyTokenKind.Text || _token.Is(':'))
            {
                // Words that only a space separates are one argument, as in (a + b); texts are one each.
                if (joins && _token.Kind != LibertyTokenKind.Text)
                {
                    arguments[^1] = $"{arguments[^1]} {_token.Text}";
                }
                else
                {
                    arguments.Add(_token.Text);
                }

                joins = _token.Kind != LibertyTokenKind.Text;
            }
            else
            {
                throw _token.Kind == LibertyTokenKind.End
                    ? new LibertyException(_file, open.Line, "')' is missing")
                    : Unexpected("')'");
            }

            Advance();
        }

        Advance();
        return arguments;
    }

    private void Skip(char mark)
    {
        while (_token.Is(mark))
        {
            Advance();
        }
    }

    private void Advance() => _token = _lexer.Next();

    private LibertyException Unexpected(string wanted) => new(
        _file,
        _token.Line,
        _token.Kind == LibertyTokenKind.End
            ? $"the file ends where {wanted} is wanted"
            : $"'{_token.Text}' where {wanted} is wanted");
}
