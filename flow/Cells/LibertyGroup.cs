using System.Globalization;

namespace MixPe.Flow.Cells;

/// <summary>A group of a Liberty file: <c>name (arguments) { attributes and groups }</c>.</summary>
/// <param name="File">The file, for messages.</param>
/// <param name="Name">What it describes: library, cell, pin and so on.</param>
/// <param name="Arguments">In the parentheses.</param>
/// <param name="Line">Its line, from 1.</param>
public sealed record LibertyGroup(string File, string Name, IReadOnlyList<string> Arguments, int Line)
{
    private readonly List<LibertyEntry> _attributes = [];
    private readonly List<LibertyGroup> _groups = [];

    /// <summary>Its attributes, in their order.</summary>
    public IReadOnlyList<LibertyEntry> Attributes => _attributes;

    /// <summary>The groups in it, in their order.</summary>
    public IReadOnlyList<LibertyGroup> Groups => _groups;

    /// <summary>The groups of that name.</summary>
    public IEnumerable<LibertyGroup> All(string name) => _groups.Where(group => group.Name == name);

    /// <summary>The first group of that name, if there is one.</summary>
    public LibertyGroup? One(string name) => _groups.Find(group => group.Name == name);

    /// <summary>The attribute of that name, if there is one; of several the last, which overrides the others.</summary>
    public LibertyEntry? Find(string name) => _attributes.FindLast(attribute => attribute.Name == name);

    /// <summary>The value of a simple attribute, if it is there.</summary>
    public string? Text(string name) => Find(name) is { Values: [string value, ..] } ? value : null;

    /// <summary>The value of a simple attribute that is a number, if it is there.</summary>
    /// <exception cref="LibertyException">It is no number.</exception>
    public double? Number(string name) => Find(name) is { Values: [string value, ..] } attribute
        ? ToNumber(value, attribute.Line)
        : null;

    /// <summary>The value of a simple attribute that is true or false; false if it is not there.</summary>
    public bool Flag(string name) => string.Equals(Text(name), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The numbers of a complex attribute: in one text or many, separated by commas or spaces.</summary>
    /// <exception cref="LibertyException">One is no number.</exception>
    public double[]? Numbers(string name)
    {
        if (Find(name) is not { } attribute)
        {
            return null;
        }

        List<double> numbers = [];
        foreach (string value in attribute.Values)
        {
            foreach (Range part in value.AsSpan().SplitAny(',', ' ', '\t', '\r', '\n'))
            {
                ReadOnlySpan<char> number = value.AsSpan(part);
                if (!number.IsEmpty)
                {
                    numbers.Add(ToNumber(number, attribute.Line));
                }
            }
        }

        return [.. numbers];
    }

    /// <summary>An exception about this group.</summary>
    internal LibertyException Wrong(string what, int? line = null) => new(File, line ?? Line, what);

    internal void Add(LibertyEntry attribute) => _attributes.Add(attribute);

    internal void Add(LibertyGroup group) => _groups.Add(group);

    private double ToNumber(ReadOnlySpan<char> text, int line) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number)
            ? number
            : throw Wrong($"'{text}' is no number", line);
}
