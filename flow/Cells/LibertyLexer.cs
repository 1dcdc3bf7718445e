using System.Text;

namespace MixPe.Flow.Cells;

/// <summary>Cuts a Liberty file into tokens while it is read: libraries of several hundred megabytes are
/// common.</summary>
/// <param name="reader">The text.</param>
/// <param name="file">Its name in messages.</param>
internal sealed class LibertyLexer(TextReader reader, string file)
{
    private const string Marks = "(){}:;,";

    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, string> _words = new(StringComparer.Ordinal);
    private int _line = 1;

    /// <summary>The next token.</summary>
    /// <exception cref="LibertyException">A comment or text does not end.</exception>
    public LibertyToken Next()
    {
        bool starts = SkipSpace();
        int next = reader.Peek();
        if (next < 0)
        {
            return new LibertyToken(LibertyTokenKind.End, "", _line, starts);
        }

        int line = _line;
        if (next == '"')
        {
            return new LibertyToken(LibertyTokenKind.Text, Quoted(line), line, starts);
        }

        if (Marks.Contains((char)next, StringComparison.Ordinal))
        {
            reader.Read();
            return new LibertyToken(LibertyTokenKind.Mark, Shared(((char)next).ToString()), line, starts);
        }

        return new LibertyToken(LibertyTokenKind.Word, Word(), line, starts);
    }

    // True if a line ended that goes not on in the next one.
    private bool SkipSpace()
    {
        bool starts = false;
        for (int next = reader.Peek(); next >= 0; next = reader.Peek())
        {
            if (next == '\n')
            {
                Take();
                starts = true;
            }
            else if (char.IsWhiteSpace((char)next))
            {
                Take();
            }
            else if (next == '\\')
            {
                Take();
                SkipRestOfLine();
            }
            else if (next == '/')
            {
                Take();
                if (reader.Peek() == '*')
                {
                    SkipComment();
                }
                else if (reader.Peek() == '/')
                {
                    while (reader.Peek() is >= 0 and not '\n')
                    {
                        Take();
                    }
                }
                else
                {
                    throw new LibertyException(file, _line, "a '/' that starts no comment");
                }
            }
            else
            {
                break;
            }
        }

        return starts;
    }

    private void SkipRestOfLine()
    {
        while (reader.Peek() is >= 0 and not '\n')
        {
            if (!char.IsWhiteSpace((char)reader.Peek()))
            {
                throw new LibertyException(file, _line, "a backslash that does not end its line");
            }

            Take();
        }

        Take();
    }

    private void SkipComment()
    {
        int start = _line;
        Take();
        for (int last = 0, next = Take(); !(last == '*' && next == '/'); last = next, next = Take())
        {
            if (next < 0)
            {
                throw new LibertyException(file, start, "a comment that does not end");
            }
        }
    }

    private string Quoted(int start)
    {
        Take();
        _text.Clear();
        for (int next = Take(); next != '"'; next = Take())
        {
            if (next < 0)
            {
                throw new LibertyException(file, start, "a text whose closing quotation mark is missing");
            }

            if (next == '\\')
            {
                // At the end of a line it continues the text; before a quotation mark or a backslash it takes its
                // meaning away.
                int escaped = Take();
                if (escaped == '\r' && reader.Peek() == '\n')
                {
                    escaped = Take();
                }

                if (escaped is '"' or '\\')
                {
                    _text.Append((char)escaped);
                }
                else if (escaped != '\n' && escaped >= 0)
                {
                    _text.Append('\\').Append((char)escaped);
                }
            }
            else
            {
                _text.Append((char)next);
            }
        }

        return Shared(_text.ToString());
    }

    private string Word()
    {
        _text.Clear();
        for (int next = reader.Peek();
            next >= 0 && !char.IsWhiteSpace((char)next) && next != '"' && next != '\\'
                && !Marks.Contains((char)next, StringComparison.Ordinal);
            next = reader.Peek())
        {
            _text.Append((char)Take());
        }

        return Shared(_text.ToString());
    }

    // The same few words fill a library.
    private string Shared(string text)
    {
        if (text.Length > 40)
        {
            return text;
        }

        if (_words.TryGetValue(text, out string? word))
        {
            return word;
        }

        _words[text] = text;
        return text;
    }

    private int Take()
    {
        int taken = reader.Read();
        if (taken == '\n')
        {
            _line++;
        }

        return taken;
    }
}
