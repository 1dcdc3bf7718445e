using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MixPe.Generator.Designs;

/// <summary>Reads the form of a file of fields: one flat YAML mapping, nothing of YAML's machinery beside it.</summary>
internal sealed partial class DesignFileReader
{
    private const int MaximumDepth = 16;

    // Of a file of a megabyte with a fault a line nobody reads more; there are far fewer fields to know.
    private const int MaximumFields = 1000;
    private const int MaximumFaults = 1000;

    private readonly string _file;
    private readonly FileRules _rules;
    private readonly List<RawField> _fields = [];
    private readonly List<DesignFault> _faults = [];

    private DesignFileReader(string file, FileRules rules) => (_file, _rules) = (file, rules);

    /// <summary>Reads a file's bytes.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its name for messages.</param>
    /// <param name="rules">What it must keep.</param>
    public static RawDesign Read(ReadOnlySpan<byte> bytes, string file, FileRules rules)
    {
        var reader = new DesignFileReader(file, rules);
        var complete = reader.TryRead(bytes);
        return new RawDesign(file, complete, reader._fields, reader._faults);
    }

    private bool TryRead(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > FileRules.MaximumBytes)
        {
            return Fail(_rules.Size, 0, $"{bytes.Length} bytes");
        }

        string text;
        try
        {
            text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException e)
        {
            var line = bytes[..e.Index].Count((byte)'\n') + 1;
            return Fail(_rules.Utf8, line, $"byte 0x{e.BytesUnknown?[0]:x2}");
        }

        var scanner = new Scanner(new StringReader(text));
        try
        {
            return ReadStream(new Parser(scanner));
        }
        catch (YamlException e)
        {
            return Fail(_rules.Yaml, Math.Max(1, Line(e.Start)), "-", e.Message);
        }
        catch (Exception e) when (ScannerFault.IsOne(e))
        {
            return Fail(_rules.Yaml, Math.Max(1, Line(scanner.CurrentPosition)), "-", "no YAML from here on");
        }
    }

    private bool ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.Accept<DocumentStart>(out _))
        {
            return Fail(_rules.Mapping, 1, "an empty file");
        }

        parser.Consume<DocumentStart>();
        if (!parser.TryConsume<MappingStart>(out var mapping))
        {
            return Fail(_rules.Mapping, Line(parser.Current!.Start), "no mapping");
        }

        Plain(mapping, "-");
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (_fields.Count >= MaximumFields || _faults.Count >= MaximumFaults)
            {
                return false;
            }

            ReadField(parser);
        }

        parser.Consume<DocumentEnd>();
        return !parser.Accept<DocumentStart>(out var second)
            || Fail(_rules.OneDocument, Line(second.Start), "a second document");
    }

    private void ReadField(Parser parser)
    {
        if (!parser.Accept<Scalar>(out var key))
        {
            var at = parser.Current!;
            _faults.Add(DesignFault.Against(_rules.Known, _file, Line(at.Start), "-", "a key that is no word"));
            Skip(parser, "-");
            Skip(parser, "-");
            return;
        }

        parser.MoveNext();
        Plain(key, key.Value);

        // A key that is not there is said to stand where the text before it ends.
        var line = key is { Value: "", Style: ScalarStyle.Plain } ? Line(parser.Current!.Start) : Line(key.Start);
        var (shape, items) = ReadValue(parser, key.Value);
        var field = new RawField(key.Value, _file, line, shape, items);
        if (key.Value == "<<")
        {
            _faults.Add(DesignFault.Against(_rules.NoAnchor, _file, line, key.Value, field.Text));
        }
        else if (_fields.Find(other => other.Name == key.Value) is { } first)
        {
            _faults.Add(DesignFault.Against(
                _rules.Once, _file, line, key.Value, field.Text, $"it stands in line {first.Line} already"));
        }
        else
        {
            _fields.Add(field);
        }
    }

    private (RawShape Shape, IReadOnlyList<RawScalar> Items) ReadValue(Parser parser, string field)
    {
        if (parser.TryConsume<Scalar>(out var scalar))
        {
            Plain(scalar, field);
            return (RawShape.Scalar, [ToRaw(scalar)]);
        }

        if (!parser.TryConsume<SequenceStart>(out var sequence))
        {
            Skip(parser, field);
            return (RawShape.Nested, []);
        }

        Plain(sequence, field);
        var items = new List<RawScalar>();
        var flat = true;
        while (_faults.Count < MaximumFaults && !parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var item))
            {
                Plain(item, field);
                items.Add(ToRaw(item));
            }
            else
            {
                Skip(parser, field);
                flat = false;
            }
        }

        return flat ? (RawShape.List, items) : (RawShape.Nested, []);
    }

    private static RawScalar ToRaw(Scalar scalar)
    {
        var quoted = scalar.Style != ScalarStyle.Plain;
        return new RawScalar(scalar.Value, quoted || !NoTextPattern().IsMatch(scalar.Value), !quoted);
    }

    // Passes over one value without recursion, and not beyond a depth that only an attack has: the parser's time
    // grows with the square of it.
    private void Skip(Parser parser, string field)
    {
        var depth = 0;
        do
        {
            var item = parser.Consume<ParsingEvent>();
            depth += item.NestingIncrease;
            if (depth > MaximumDepth)
            {
                throw new YamlException(item.Start, item.End, $"nested more than {MaximumDepth} deep");
            }

            Plain(item, field);
        }
        while (depth > 0 && _faults.Count < MaximumFaults);
    }

    private void Plain(ParsingEvent item, string field)
    {
        var line = Line(item.Start);
        if (item is AnchorAlias alias)
        {
            _faults.Add(DesignFault.Against(_rules.NoAnchor, _file, line, field, $"*{alias.Value}"));
        }
        else if (item is NodeEvent node)
        {
            if (!node.Anchor.IsEmpty)
            {
                _faults.Add(DesignFault.Against(_rules.NoAnchor, _file, line, field, $"&{node.Anchor}"));
            }

            if (!node.Tag.IsEmpty)
            {
                _faults.Add(DesignFault.Against(_rules.NoTag, _file, line, field, $"{node.Tag}"));
            }
        }
    }

    private bool Fail(DesignRule rule, int line, string value, string hint = "")
    {
        _faults.Add(DesignFault.Against(rule, _file, line, "-", value, hint));
        return false;
    }

    private static int Line(Mark mark) => (int)mark.Line;

    // YAML 1.2 core schema: null, flags, integers, floats. YAML 1.1's yes, no, on, off are meant as flags too often.
    [GeneratedRegex(
        @"^(~|null|Null|NULL|true|True|TRUE|false|False|FALSE|yes|no|on|off|[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
        + @"|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)|)$")]
    private static partial Regex NoTextPattern();
}
