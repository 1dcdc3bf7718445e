namespace MixPe.Generator.Designs;

/// <summary>A field as it stands in a file or in an override.</summary>
/// <param name="Name">Its key.</param>
/// <param name="File">The file, or <c>--set</c>.</param>
/// <param name="Line">Line from 1, or 0.</param>
/// <param name="Shape">Whether it is one value, a list of values, or something else.</param>
/// <param name="Items">The value, or the values of the list.</param>
internal sealed record RawField(
    string Name, string File, int Line, RawShape Shape, IReadOnlyList<RawScalar> Items)
{
    /// <summary>The value for a message.</summary>
    public string Text => Shape switch
    {
        RawShape.Scalar => Items[0].Text,
        RawShape.List => $"[{string.Join(", ", Items.Select(item => item.Text))}]",
        _ => "a nested value",
    };
}
