using System.Globalization;
using System.Text.RegularExpressions;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Yaml;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>From a space file to a space, or to everything that is wrong with it.</summary>
public sealed partial class SpaceLoader
{
    private static readonly string[] RequiredFields = ["name", "base", "vary"];

    // Nothing of the hardware: two points that differ in them alone are one.
    private static readonly string[] Texts = ["name", "description", "systems"];

    private static readonly IReadOnlyDictionary<string, SamplingMethod> Methods =
        Enum.GetValues<SamplingMethod>().ToDictionary(method => method.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    private readonly string _file;
    private readonly List<DesignFault> _faults = [];

    private SpaceLoader(string file) => _file = file;

    /// <summary>The fields of a space, in the order of the manual.</summary>
    public static IReadOnlyList<string> Fields { get; } =
        ["name", "base", "set", "vary", "where", "references", "sampling", "metrics"];

    /// <summary>The fields of <c>sampling</c>, the method first.</summary>
    public static IReadOnlyList<string> SamplingFields { get; } = ["method", "count", "seed"];

    /// <summary>Loads a space.</summary>
    /// <param name="path">The YAML file; its design files are relative to its folder.</param>
    /// <exception cref="DesignException">It is refused, with every fault.</exception>
    public static ExploreSpace Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        byte[] bytes;
        try
        {
            using FileStream stream = File.OpenRead(path);
            bytes = new byte[SpaceRules.MaximumBytes + 1];
            bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DesignException([DesignFault.Against(SpaceRules.Exists, path, 0, "-", path, e.Message)]);
        }

        return Parse(bytes, path);
    }

    /// <summary>Loads a space from the bytes of a file.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="file">Its path.</param>
    /// <exception cref="DesignException">It is refused, with every fault.</exception>
    public static ExploreSpace Parse(byte[] bytes, string file)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        ArgumentNullException.ThrowIfNull(file);
        SpaceLoader loader = new(file);
        ExploreSpace? space = loader.ToSpace(bytes);
        return loader._faults.Count == 0 && space is not null
            ? space
            : throw new DesignException([.. loader._faults.OrderBy(fault => fault.File == file ? fault.Line : int.MaxValue)]);
    }

    private ExploreSpace? ToSpace(byte[] bytes)
    {
        if (bytes.Length > SpaceRules.MaximumBytes)
        {
            Add(SpaceRules.Exists, 0, "-", $"more than {SpaceRules.MaximumBytes} bytes");
            return null;
        }

        if (new YamlReader(_file, SpaceRules.Form, _faults).Read(bytes) is not { } root)
        {
            return null;
        }

        CheckFields(root, Fields, RequiredFields, "");
        string name = root.Fields.GetValueOrDefault("name") is { } named ? Name(named) : "";
        (string Source, Design Design)? origin = root.Fields.GetValueOrDefault("base") is { } based
            ? LoadDesign(based, "base", SpaceRules.Base)
            : null;
        List<VariedField> vary = Vary(root.Fields.GetValueOrDefault("vary"));
        List<string> set = Set(root.Fields.GetValueOrDefault("set"), vary);
        Constraint[] where = [.. Items(root, "where", SpaceRules.Where).SelectMany(Condition)];
        ReferenceDesign[] references = [.. Items(root, "references", SpaceRules.References).SelectMany(Reference)];
        SamplingPlan sampling = Sampling(root.Fields.GetValueOrDefault("sampling"));
        List<Metric> metrics = MetricList(root);
        if (origin is not var (source, design))
        {
            return null;
        }

        ExploreSpace space = new(name, source, design, set, vary, where, references, sampling, metrics);
        if (sampling.Method == SamplingMethod.Grid && space.Combinations > SpaceRules.MaximumGrid)
        {
            Add(SpaceRules.Grid, root.Fields["vary"].Line, "vary", $"{space.Combinations} combinations");
        }

        return space;
    }

    private List<VariedField> Vary(YamlNode? node)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlMapping { Fields.Count: > 0 } mapping)
        {
            Add(SpaceRules.Vary, node.Line, "vary", node.Shown);
            return [];
        }

        List<VariedField> fields = [];
        foreach ((string name, YamlNode values) in mapping.Fields)
        {
            string path = $"vary.{name}";
            if (FieldOf(name, path, values, SpaceRules.Vary) is not { } field)
            {
                continue;
            }

            if (values is not YamlSequence { Items.Count: > 0 and <= SpaceRules.MaximumValues } list
                || list.Items.Any(item => item is not YamlText))
            {
                Add(SpaceRules.Vary, values.Line, path, values is YamlSequence { Items.Count: 0 } ? "an empty list" : values.Shown);
                continue;
            }

            YamlText[] texts = [.. list.Items.Cast<YamlText>()];
            foreach (YamlText twice in texts.GroupBy(text => text.Text).SelectMany(group => group.Skip(1)))
            {
                Add(SpaceRules.Vary, twice.Line, path, twice.Text, "it stands twice");
            }

            Array.ForEach(texts, text => CheckValue(field, text, path));
            fields.Add(new VariedField(field, [.. texts.Select(text => text.Text)]));
        }

        return fields;
    }

    private List<string> Set(YamlNode? node, List<VariedField> vary)
    {
        if (node is null)
        {
            return [];
        }

        if (node is not YamlMapping mapping)
        {
            Add(SpaceRules.Set, node.Line, "set", node.Shown);
            return [];
        }

        List<string> set = [];
        foreach ((string name, YamlNode value) in mapping.Fields)
        {
            string path = $"set.{name}";
            if (FieldOf(name, path, value, SpaceRules.Set) is not { } field)
            {
                continue;
            }

            if (value is not YamlText text || vary.Any(varied => varied.Field == field))
            {
                Add(SpaceRules.Set, value.Line, path, value.Shown, value is YamlText ? "it is varied" : "");
                continue;
            }

            CheckValue(field, text, path);
            set.Add($"{name}={text.Text}");
        }

        return set;
    }

    private DesignField? FieldOf(string name, string path, YamlNode value, DesignRule rule)
    {
        DesignField? field = DesignFields.Find(name);
        if (field is null)
        {
            Add(DesignRules.Known, value.Line, path, value.Shown,
                Spelling.Hint(name, DesignFields.All.Select(known => known.Name)));
        }
        else if (Texts.Contains(name))
        {
            Add(rule, value.Line, path, value.Shown);
            return null;
        }

        return field;
    }

    // The rule of the field by itself, for which any design will do, so that a base that is refused hides no other fault; what
    // goes with what is found out point by point.
    private void CheckValue(DesignField field, YamlText value, string path)
    {
        try
        {
            DesignLoader.Load(NamedDesigns.All[0].Name, [$"{field.Name}={value.Text}"]);
        }
        catch (DesignException e)
        {
            string ending = $"[{field.Name}]";
            foreach (DesignFault fault in e.Faults.Where(fault => fault.Rule.EndsWith(ending, StringComparison.Ordinal)).Take(1))
            {
                _faults.Add(fault with { File = _file, Line = value.Line, Field = path });
            }
        }
    }

    private IEnumerable<Constraint> Condition(YamlText item)
    {
        try
        {
            return [ConstraintParser.Parse(item.Text)];
        }
        catch (ConstraintException e)
        {
            Add(SpaceRules.Where, item.Line, "where", item.Text, e.Message);
            return [];
        }
    }

    private IEnumerable<ReferenceDesign> Reference(YamlText item) =>
        LoadDesign(item, "references", SpaceRules.References) is var (_, design) ? [new ReferenceDesign(item.Text, design)] : [];

    private (string Source, Design Design)? LoadDesign(YamlNode node, string path, DesignRule rule)
    {
        if (node is not YamlText { Text.Length: > 0 } text || text.Text.Contains('\0', StringComparison.Ordinal))
        {
            Add(rule, node.Line, path, node.Shown);
            return null;
        }

        string source = NamedDesigns.Find(text.Text) is not null
            ? text.Text
            : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(_file)) ?? "", text.Text));
        try
        {
            return (source, DesignLoader.Load(source));
        }
        catch (DesignException e)
        {
            string hint = Spelling.Hint(text.Text, NamedDesigns.All.Select(design => design.Name));
            foreach (DesignFault fault in e.Faults)
            {
                Add(rule, node.Line, path, text.Text, hint.Length > 0 ? hint : fault.ToString());
            }

            return null;
        }
    }

    private SamplingPlan Sampling(YamlNode? node)
    {
        SamplingPlan all = new(SamplingMethod.Grid, SpaceRules.MaximumGrid, 0);
        if (node is null)
        {
            return all;
        }

        if (node is not YamlMapping mapping)
        {
            Add(SpaceRules.Sampling, node.Line, "sampling", node.Shown);
            return all;
        }

        CheckFields(mapping, SamplingFields, ["method"], "sampling.");
        if (mapping.Fields.GetValueOrDefault("method") is not { } word)
        {
            return all;
        }

        if (word is not YamlText text || !Methods.TryGetValue(text.Text, out SamplingMethod method))
        {
            Add(SpaceRules.Method, word.Line, "sampling.method", word.Shown, Spelling.Hint(word.Shown, Methods.Keys));
            Integer(mapping, "count", SpaceRules.Count, 1, SpaceRules.MaximumCount);
            Integer(mapping, "seed", SpaceRules.Seed, 0, int.MaxValue);
            return all;
        }

        if (method == SamplingMethod.Grid)
        {
            foreach (string alien in SamplingFields.Skip(1).Where(mapping.Fields.ContainsKey))
            {
                Add(SpaceRules.Sampling, mapping.Fields[alien].Line, $"sampling.{alien}", mapping.Fields[alien].Shown);
            }

            return all;
        }

        foreach (string missing in SamplingFields.Skip(1).Where(field => !mapping.Fields.ContainsKey(field)))
        {
            Add(SpaceRules.Required, mapping.Line, $"sampling.{missing}", "nothing");
        }

        return new SamplingPlan(
            method,
            Integer(mapping, "count", SpaceRules.Count, 1, SpaceRules.MaximumCount),
            Integer(mapping, "seed", SpaceRules.Seed, 0, int.MaxValue));
    }

    private int Integer(YamlMapping mapping, string field, DesignRule rule, int least, int most)
    {
        if (mapping.Fields.GetValueOrDefault(field) is not { } node)
        {
            return least;
        }

        if (node is YamlText text
            && int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            && value >= least && value <= most)
        {
            return value;
        }

        Add(rule, node.Line, $"sampling.{field}", node.Shown);
        return least;
    }

    private List<Metric> MetricList(YamlMapping root)
    {
        if (root.Fields.GetValueOrDefault("metrics") is not { } node)
        {
            return [];
        }

        List<Metric> metrics = [];
        int before = _faults.Count;
        foreach (YamlText item in Items(root, "metrics", SpaceRules.Metrics))
        {
            if (Metrics.Find(item.Text) is { } metric)
            {
                metrics.Add(metric);
            }
            else
            {
                Add(SpaceRules.Metrics, item.Line, "metrics", item.Text,
                    Spelling.Hint(item.Text, Metrics.All.Select(known => known.Name)));
            }
        }

        if (_faults.Count == before && (metrics.Count is < 2 or > 3 || metrics.Distinct().Count() < metrics.Count))
        {
            Add(SpaceRules.Metrics, node.Line, "metrics", string.Join(", ", metrics.Select(metric => metric.Name)));
        }

        return metrics;
    }

    private IEnumerable<YamlText> Items(YamlMapping mapping, string field, DesignRule rule)
    {
        if (!mapping.Fields.TryGetValue(field, out YamlNode? node))
        {
            return [];
        }

        if (node is YamlSequence { Items.Count: > 0 } list && list.Items.All(item => item is YamlText))
        {
            return list.Items.Cast<YamlText>();
        }

        Add(rule, node.Line, field, node is YamlSequence { Items.Count: 0 } ? "an empty list" : node.Shown);
        return [];
    }

    private string Name(YamlNode node)
    {
        if (node is YamlText { Text: var text } && NamePattern().IsMatch(text))
        {
            return text;
        }

        Add(SpaceRules.Name, node.Line, "name", node.Shown);
        return "";
    }

    private void CheckFields(YamlMapping mapping, IReadOnlyList<string> known, IEnumerable<string> required, string path)
    {
        foreach ((string name, YamlNode value) in mapping.Fields.Where(field => !known.Contains(field.Key)))
        {
            Add(SpaceRules.Known, value.Line, path + name, value.Shown, Spelling.Hint(name, known));
        }

        foreach (string name in required.Where(name => !mapping.Fields.ContainsKey(name)))
        {
            Add(SpaceRules.Required, mapping.Line, path + name, "nothing");
        }
    }

    private void Add(DesignRule rule, int line, string field, string value, string hint = "") =>
        _faults.Add(DesignFault.Against(rule, _file, line, field, value, hint));

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex NamePattern();
}
