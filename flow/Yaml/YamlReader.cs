using System.Text;
using MixPe.Generator.Designs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MixPe.Flow.Yaml;

/// <summary>Reads the form of a suite or a space; what it means is its loader's.</summary>
/// <param name="file">The file's name for messages.</param>
/// <param name="rules">What the form must keep.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class YamlReader(string file, YamlRules rules, List<DesignFault> faults)
{
    // The parser's time grows with the square of the depth, and the stack with the depth.
    private const int MaximumDepth = 8;

    /// <summary>Reads a file's bytes.</summary>
    /// <returns>The mapping, or null if nothing of it can be used.</returns>
    public YamlMapping? Read(byte[] bytes)
    {
        Scanner? scanner = null;
        try
        {
            string text = new UTF8Encoding(false, true).GetString(bytes).TrimStart('\uFEFF');
            scanner = new Scanner(new StringReader(text));
            return ReadStream(new Parser(scanner));
        }
        catch (DecoderFallbackException e)
        {
            Add(rules.Yaml, bytes.AsSpan(0, e.Index).Count((byte)'\n') + 1, "-", "bytes that are not UTF-8");
        }
        catch (YamlException e)
        {
            Add(rules.Yaml, Math.Max(1, (int)e.Start.Line), "-", e.Message);
        }
        catch (Exception e) when (ScannerFault.IsOne(e))
        {
            Add(rules.Yaml, Math.Max(1, (int)(scanner?.CurrentPosition.Line ?? 1)), "-", "no YAML from here on");
        }

        return null;
    }

    private YamlMapping? ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            Add(rules.Yaml, 1, "-", "an empty file");
            return null;
        }

        YamlNode? node = ReadNode(parser, "-", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out DocumentStart? second))
        {
            Add(rules.Yaml, (int)second.Start.Line, "-", "a second document");
        }

        if (node is YamlMapping mapping)
        {
            return mapping;
        }

        Add(rules.Yaml, node?.Line ?? 1, "-", node?.Shown ?? "an alias");
        return null;
    }

    private YamlNode? ReadNode(Parser parser, string path, int depth)
    {
        ParsingEvent start = parser.Consume<ParsingEvent>();
        int line = (int)start.Start.Line;
        if (depth > MaximumDepth)
        {
            throw new YamlException(start.Start, start.End, $"nested more than {MaximumDepth} deep");
        }

        if (start is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            Add(rules.Plain, line, path, node.Anchor.IsEmpty ? $"{node.Tag}" : $"&{node.Anchor}");
        }

        switch (start)
        {
            case Scalar scalar:
                return new YamlText(line, scalar.Value);
            case SequenceStart:
                List<YamlNode> items = [];
                for (int i = 0; !parser.TryConsume<SequenceEnd>(out _); i++)
                {
                    if (ReadNode(parser, $"{path}[{i}]", depth + 1) is { } item)
                    {
                        items.Add(item);
                    }
                }

                return new YamlSequence(line, items);
            case MappingStart:
                return ReadMapping(parser, path, depth, line);
            default:
                Add(rules.Plain, line, path, "an alias");
                return null;
        }
    }

    private YamlMapping ReadMapping(Parser parser, string path, int depth, int line)
    {
        Dictionary<string, YamlNode> fields = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            YamlNode? key = ReadNode(parser, path, depth + 1);
            string name = (key as YamlText)?.Text ?? "";
            string inner = path == "-" ? name : $"{path}.{name}";
            YamlNode? value = ReadNode(parser, inner, depth + 1);
            if (key is not YamlText)
            {
                Add(rules.Known, key?.Line ?? line, path, "a key that is no word");
            }
            else if (name == "<<")
            {
                Add(rules.Plain, key.Line, path, name);
            }
            else if (value is not null && !fields.TryAdd(name, value))
            {
                Add(rules.Once, key.Line, inner, value.Shown);
            }
        }

        return new YamlMapping(line, fields);
    }

    private void Add(DesignRule rule, int line, string field, string value) =>
        faults.Add(DesignFault.Against(rule, file, line, field, value));
}
