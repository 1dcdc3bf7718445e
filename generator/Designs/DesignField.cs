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
    : FileField(Name, Kind, Meaning, Domain, DefaultText, Default);
