using System.Text.RegularExpressions;

namespace MixPe.Generator.Designs;

/// <summary>One field of a design file: a row of <see cref="DesignFields"/>.</summary>
/// <param name="Name">Its key.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Meaning">One sentence for the manual and for the comment in a resolved design.</param>
/// <param name="Domain">One sentence: the values that are accepted.</param>
/// <param name="DefaultText">The default in words; null when the field is required.</param>
/// <param name="Default">The default, from the other fields' values; null while those are not known.</param>
/// <param name="Value">The field's value in a design.</param>
public sealed record DesignField(
    string Name,
    FieldKind Kind,
    string Meaning,
    string Domain,
    string? DefaultText,
    Func<DesignValues, object?> Default,
    Func<Design, object> Value)
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

    /// <summary>True when a design file must have the field.</summary>
    public bool Required => DefaultText is null;
}
