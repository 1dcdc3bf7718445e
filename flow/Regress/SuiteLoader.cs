using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using MixPe.Flow.Tools;
using MixPe.Flow.Verify;
using MixPe.Flow.Yaml;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Regress;

/// <summary>From a suite file to a suite, or to everything that is wrong with it.</summary>
public sealed partial class SuiteLoader
{
    private const int MaximumRange = 10_000;

    private static readonly string[] TopFields = ["name", "tasks"];

    private static readonly string[] EntryFields =
        ["run", "designs", "levels", "seeds", "shapes", "budget", "timeout", "arguments"];

    private static readonly string[] AxisFields = ["levels", "seeds", "shapes"];

    // What a task gives by itself.
    private static readonly string[] OwnOptions =
        ["--json", "--seed", "--level", "--budget", "--gemm", "--out", "--dump", "--wave"];

    private readonly string _file;
    private readonly List<DesignFault> _faults = [];
    private readonly SortedDictionary<string, string> _designs = new(StringComparer.Ordinal);

    private SuiteLoader(string file) => _file = file;

    /// <summary>Loads a suite.</summary>
    /// <param name="path">The YAML file; its design files are relative to its folder.</param>
    /// <param name="tool">What identifies the tool that runs it: a resumed run must be of the same one.</param>
    /// <exception cref="DesignException">It is refused, with every fault.</exception>
    public static RegressSuite Load(string path, string tool = "")
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes;
        try
        {
            using FileStream stream = File.OpenRead(path);
            bytes = new byte[SuiteRules.MaximumBytes + 1];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DesignException([DesignFault.Against(SuiteRules.Exists, path, 0, "-", path, e.Message)]);
        }

        return Parse(bytes, path, tool);
    }

    /// <summary>Loads a suite from the bytes of a file.</summary>
    /// <inheritdoc cref="Load"/>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its path.</param>
    /// <param name="tool">What identifies the tool.</param>
    public static RegressSuite Parse(byte[] bytes, string file, string tool = "")
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(file);
        SuiteLoader loader = new(file);
        RegressSuite? suite = loader.ToSuite(bytes, tool);
        return loader._faults.Count == 0 && suite is not null
            ? suite
            : throw new DesignException([.. loader._faults.OrderBy(fault => fault.Line)]);
    }

    private RegressSuite? ToSuite(byte[] bytes, string tool)
    {
        if (bytes.Length > SuiteRules.MaximumBytes)
        {
            Add(SuiteRules.Exists, 0, "-", $"more than {SuiteRules.MaximumBytes} bytes");
            return null;
        }

        if (new YamlReader(_file, SuiteRules.Form, _faults).Read(bytes) is not { } root)
        {
            return null;
        }

        CheckFields(root, TopFields, TopFields, "");
        string name = root.Fields.GetValueOrDefault("name") is { } node ? Name(node) : "";
        List<RegressTask> tasks = [];
        if (root.Fields.GetValueOrDefault("tasks") is { } entries)
        {
            ReadEntries(entries, tasks);
        }

        return new RegressSuite(name, _file, Hash(name, tasks, tool), tasks);
    }

    private void ReadEntries(YamlNode entries, List<RegressTask> tasks)
    {
        if (entries is not YamlSequence { Items.Count: > 0 } list)
        {
            Add(SuiteRules.Shape, entries.Line, "tasks", entries.Shown);
            return;
        }

        HashSet<string> seen = new(StringComparer.Ordinal);
        for (int i = 0; i < list.Items.Count; i++)
        {
            string path = string.Create(CultureInfo.InvariantCulture, $"tasks[{i}]");
            if (list.Items[i] is not YamlMapping entry)
            {
                Add(SuiteRules.Shape, list.Items[i].Line, path, list.Items[i].Shown);
                continue;
            }

            foreach (RegressTask task in ReadEntry(entry, path))
            {
                if (!seen.Add(task.Id) || seen.Count > SuiteRules.MaximumTasks)
                {
                    Add(SuiteRules.Distinct, entry.Line, path, task.Id);
                    break;
                }

                tasks.Add(task);
            }
        }
    }

    private IEnumerable<RegressTask> ReadEntry(YamlMapping entry, string path)
    {
        int before = _faults.Count;
        TaskKind kind = default;
        bool isKnown = entry.Fields.GetValueOrDefault("run") is { } run && Word(run, $"{path}.run", SuiteRules.Run, out kind);
        string[] required = !isKnown ? [] : kind switch
        {
            TaskKind.Verify => ["levels", "seeds"],
            TaskKind.Simulate => ["shapes", "seeds"],
            _ => [],
        };
        CheckFields(entry, EntryFields, ["run", "designs", .. required], $"{path}.");
        if (isKnown)
        {
            string[] alien = [.. AxisFields.Except(required)];
            foreach (string field in alien.Concat(kind == TaskKind.Verify ? [] : ["budget"]).Where(entry.Fields.ContainsKey))
            {
                Add(SuiteRules.Goes, entry.Fields[field].Line, $"{path}.{field}", entry.Fields[field].Shown);
            }
        }

        (string Shown, string Source)[] designs = [.. Texts(entry, path, "designs", SuiteRules.Designs).SelectMany(Design)];
        VerifyLevel[] levels = [.. Texts(entry, path, "levels", SuiteRules.Levels).SelectMany(Level)];
        int[] seeds = [.. Texts(entry, path, "seeds", SuiteRules.Seeds).SelectMany(Seeds)];
        string[] shapes = [.. Texts(entry, path, "shapes", SuiteRules.Shapes).SelectMany(Shape)];
        string[] extra = [.. Texts(entry, path, "arguments", SuiteRules.Arguments).SelectMany(Argument)];
        RegressTask model = new(kind, "", "") { Extra = extra, Budget = Time(entry, path, "budget") };
        model = Time(entry, path, "timeout") is { } timeout ? model with { Timeout = timeout } : model;
        if (_faults.Count > before)
        {
            return [];
        }

        // One seed over everything, then the next: a budget that ends early has seen every design.
        return
            from seed in OrNone(seeds)
            from level in OrNone(levels)
            from shape in shapes.Length == 0 ? new string?[] { null } : shapes
            from design in designs
            select model with
            {
                Design = design.Shown,
                Source = design.Source,
                Level = level,
                Shape = shape,
                Seed = seed,
            };
    }

    private static IEnumerable<T?> OrNone<T>(T[] values)
        where T : struct => values.Length == 0 ? [null] : values.Select(value => (T?)value);

    private void CheckFields(YamlMapping mapping, string[] known, IEnumerable<string> required, string path)
    {
        foreach ((string name, YamlNode value) in mapping.Fields.Where(field => !known.Contains(field.Key)))
        {
            Add(SuiteRules.Known, value.Line, path + name, value.Shown, Spelling.Hint(name, known));
        }

        foreach (string name in required.Where(name => !mapping.Fields.ContainsKey(name)))
        {
            Add(SuiteRules.Required, mapping.Line, path + name, "nothing");
        }
    }

    private IEnumerable<(string Path, YamlText Item)> Texts(
        YamlMapping entry, string path, string field, DesignRule rule)
    {
        string at = $"{path}.{field}";
        if (!entry.Fields.TryGetValue(field, out YamlNode? node))
        {
            return [];
        }

        if (node is YamlSequence { Items.Count: > 0 } list && list.Items.All(item => item is YamlText))
        {
            return list.Items.Cast<YamlText>().Select(item => (at, item));
        }

        Add(rule, node.Line, at, node is YamlSequence { Items.Count: 0 } ? "an empty list" : node.Shown);
        return [];
    }

    private string Name(YamlNode node)
    {
        if (node is YamlText { Text: var text } && NamePattern().IsMatch(text))
        {
            return text;
        }

        Add(SuiteRules.Name, node.Line, "name", node.Shown);
        return "";
    }

    private bool Word<T>(YamlNode node, string path, DesignRule rule, out T value)
        where T : struct, Enum
    {
        string[] words = [.. Enum.GetValues<T>().Select(RegressTask.WordOf)];
        int at = node is YamlText { Text: var text } ? Array.IndexOf(words, text) : -1;
        value = at < 0 ? default : Enum.GetValues<T>()[at];
        if (at < 0)
        {
            Add(rule, node.Line, path, node.Shown, node is YamlText ? Spelling.Hint(node.Shown, words) : "");
        }

        return at >= 0;
    }

    private IEnumerable<VerifyLevel> Level((string Path, YamlText Item) at) =>
        Word(at.Item, at.Path, SuiteRules.Levels, out VerifyLevel level) ? [level] : [];

    private IEnumerable<(string Shown, string Source)> Design((string Path, YamlText Item) at)
    {
        string text = at.Item.Text;
        if (text.Length == 0 || text.Contains('\0', StringComparison.Ordinal))
        {
            Add(SuiteRules.Designs, at.Item.Line, at.Path, text);
            return [];
        }

        string source = NamedDesigns.Find(text) is not null
            ? text
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file)) ?? "", text));
        try
        {
            // The resolved text is part of the suite's hash: a design that changed is another suite.
            _designs[text] = ResolvedDesign.Write(DesignLoader.Load(NamedDesigns.Find(text) is not null ? text : source));
            return [(text, source)];
        }
        catch (DesignException e)
        {
            string hint = Spelling.Hint(text, NamedDesigns.All.Select(named => named.Name));
            Add(SuiteRules.Designs, at.Item.Line, at.Path, text, hint.Length > 0 ? hint : $"{e.Faults[0]}");
            return [];
        }
    }

    private IEnumerable<int> Seeds((string Path, YamlText Item) at)
    {
        string[] ends = at.Item.Text.Split("..");
        if (ends.Length <= 2 && Seed(ends[0]) is { } first && Seed(ends[^1]) is { } last
            && last >= first && last - first < MaximumRange)
        {
            return Enumerable.Range(first, last - first + 1);
        }

        Add(SuiteRules.Seeds, at.Item.Line, at.Path, at.Item.Text);
        return [];
    }

    private static int? Seed(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;

    private IEnumerable<string> Shape((string Path, YamlText Item) at)
    {
        if (ShapePattern().IsMatch(at.Item.Text)
            && at.Item.Text.Split(',').All(part => int.Parse(part, CultureInfo.InvariantCulture) <= 1_000_000))
        {
            return [at.Item.Text];
        }

        Add(SuiteRules.Shapes, at.Item.Line, at.Path, at.Item.Text);
        return [];
    }

    private IEnumerable<string> Argument((string Path, YamlText Item) at)
    {
        if (!OwnOptions.Contains(at.Item.Text.Split('=')[0]) && !at.Item.Text.Contains('\0', StringComparison.Ordinal))
        {
            return [at.Item.Text];
        }

        Add(SuiteRules.Arguments, at.Item.Line, at.Path, at.Item.Text);
        return [];
    }

    private TimeSpan? Time(YamlMapping entry, string path, string field)
    {
        if (!entry.Fields.TryGetValue(field, out YamlNode? node))
        {
            return null;
        }

        TimeSpan? time = node is YamlText { Text: var text } ? Duration.Parse(text) : null;
        if (time is null)
        {
            Add(SuiteRules.Time, node.Line, $"{path}.{field}", node.Shown);
        }

        return time;
    }

    private string Hash(string name, IEnumerable<RegressTask> tasks, string tool)
    {
        IEnumerable<string> parts =
        [
            tool, name, .. tasks.Select(task => $"{task.Id}\n{task.Budget}\n{task.Timeout}"),
            .. _designs.SelectMany(design => new[] { design.Key, design.Value }),
        ];

        // No part holds a zero: the separator cannot be forged.
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
        return Convert.ToHexStringLower(hash.AsSpan(0, 8));
    }

    private void Add(DesignRule rule, int line, string field, string value, string hint = "") =>
        _faults.Add(DesignFault.Against(rule, _file, line, field, value, hint));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\A[1-9][0-9]{0,6},[1-9][0-9]{0,6},[1-9][0-9]{0,6}\z")]
    private static partial Regex ShapePattern();
}
