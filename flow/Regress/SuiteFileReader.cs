using System.Text;
using MixPe.Generator.Designs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace MixPe.Flow.Regress;

/// <summary>Reads the form of a suite file; what it means is <see cref="SuiteLoader"/>'s.</summary>
/// <param name="file">The file's name for messages.</param>
/// <param name="faults">Takes what is wrong.</param>
internal sealed class SuiteFileReader(string file, List<DesignFault> faults)
{
    // The parser's time grows with the square of the depth, and the stack with the depth.
    private const int MaximumDepth = 8;

    /// <summary>Reads a file's bytes.</summary>
    /// <returns>The mapping, or null if nothing of it can be used.</returns>
    public SuiteMapping? Read(byte[] bytes)
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
            Add(SuiteRules.Yaml, bytes.AsSpan(0, e.Index).Count((byte)'\n') + 1, "-", "bytes that are not UTF-8");
        }
        catch (YamlException e)
        {
            Add(SuiteRules.Yaml, Math.Max(1, (int)e.Start.Line), "-", e.Message);
        }
        catch (Exception e) when (ScannerFault.IsOne(e))
        {
            Add(SuiteRules.Yaml, Math.Max(1, (int)(scanner?.CurrentPosition.Line ?? 1)), "-", "no YAML from here on");
        }

        return null;
    }

    private SuiteMapping? ReadStream(Parser parser)
    {
        parser.Consume<StreamStart>();
        if (!parser.TryConsume<DocumentStart>(out _))
        {
            Add(SuiteRules.Yaml, 1, "-", "an empty file");
            return null;
        }

        SuiteNode? node = ReadNode(parser, "-", 0);
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out DocumentStart? second))
        {
            Add(SuiteRules.Yaml, (int)second.Start.Line, "-", "a second document");
        }

        if (node is SuiteMapping mapping)
        {
            return mapping;
        }

        Add(SuiteRules.Yaml, node?.Line ?? 1, "-", node?.Shown ?? "an alias");
        return null;
    }

    private SuiteNode? ReadNode(Parser parser, string path, int depth)
    {
        ParsingEvent start = parser.Consume<ParsingEvent>();
        int line = (int)start.Start.Line;
        if (depth > MaximumDepth)
        {
            throw new YamlException(start.Start, start.End, $"nested more than {MaximumDepth} deep");
        }

        if (start is NodeEvent node && (!node.Anchor.IsEmpty || !node.Tag.IsEmpty))
        {
            Add(SuiteRules.Plain, line, path, node.Anchor.IsEmpty ? $"{node.Tag}" : $"&{node.Anchor}");
        }

        switch (start)
        {
            case Scalar scalar:
                return new SuiteText(line, scalar.Value);
            case SequenceStart:
                List<SuiteNode> items = [];
                for (int i = 0; !parser.TryConsume<SequenceEnd>(out _); i++)
                {
                    if (ReadNode(parser, $"{path}[{i}]", depth + 1) is { } item)
                    {
                        items.Add(item);
                    }
                }

                return new SuiteList(line, items);
            case MappingStart:
                return ReadMapping(parser, path, depth, line);
            default:
                Add(SuiteRules.Plain, line, path, "an alias");
                return null;
        }
    }

    private SuiteMapping ReadMapping(Parser parser, string path, int depth, int line)
    {
        Dictionary<string, SuiteNode> fields = new(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            SuiteNode? key = ReadNode(parser, path, depth + 1);
            string name = (key as SuiteText)?.Text ?? "";
            string inner = path == "-" ? name : $"{path}.{name}";
            SuiteNode? value = ReadNode(parser, inner, depth + 1);
            if (key is not SuiteText)
            {
                Add(SuiteRules.Known, key?.Line ?? line, path, "a key that is no word");
            }
            else if (name == "<<")
            {
                Add(SuiteRules.Plain, key.Line, path, name);
            }
            else if (value is not null && !fields.TryAdd(name, value))
            {
                Add(SuiteRules.Once, key.Line, inner, value.Shown);
            }
        }

        return new SuiteMapping(line, fields);
    }

    private void Add(DesignRule rule, int line, string field, string value) =>
        faults.Add(DesignFault.Against(rule, file, line, field, value));
}
