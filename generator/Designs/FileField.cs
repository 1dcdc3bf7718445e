using System.Text.RegularExpressions;

namespace MixPe.Generator.Designs;

/// <summary>One field of a flat YAML file: what it holds, and what it is when it is left out.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Meaning">One sentence for the manual.</param>
/// <param name="Domain">One sentence: the values that are accepted.</param>
/// <param name="DefaultText">The default in words; null when the field is required.</param>
/// <param name="Default">The default, from the other fields' values; null while those are not known.</param>
public record FileField(
    string Name,
    FieldKind Kind,
    string Meaning,
    string Domain,
    string? DefaultText,
    Func<DesignValues, object?> Default)
{
    /// <summary>The words of a <see cref="FieldKind.Choice"/>.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Smallest accepted number; with <see cref="FieldKind.Number"/> the value must be larger.</summary>
    public decimal Minimum { get; init; } = decimal.MinValue;

    /// <summary>Largest accepted number.</summary>
    public decimal Maximum { get; init; } = decimal.MaxValue;

    /// <summary>The only accepted numbers of a <see cref="FieldKind.Integer"/>; all from the smallest to the largest if
    /// empty. </summary>
    public IReadOnlyList<int> Numbers { get; init; } = [];

    /// <summary>What the whole of a text, or of each text of a list, must match.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>Largest number of texts in a list.</summary>
    public int MaximumItems { get; init; } = int.MaxValue;

    /// <summary>True when a file must have the field.</summary>
    public bool Required => DefaultText is null;
}
