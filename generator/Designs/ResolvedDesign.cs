using System.Globalization;
using System.Text;

namespace MixPe.Generator.Designs;

/// <summary>Writes a design as a design file with every field spelled out.</summary>
public static class ResolvedDesign
{
    /// <summary>The file's text; the same design gives the same bytes, and loading it gives the same design.</summary>
    public static string Write(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        var text = new StringBuilder("# A resolved design: every field, none left to a default.\n");
        foreach (var field in DesignFields.All)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n# {field.Meaning}\n");
            text.Append(CultureInfo.InvariantCulture, $"{field.Name}: {Value(field, field.Value(design))}\n");
        }

        return text.ToString();
    }

    private static string Value(DesignField field, object value) => field.Kind switch
    {
        FieldKind.Text => Quote((string)value),
        FieldKind.TextList => $"[{string.Join(", ", ((IReadOnlyList<string>)value).Select(Quote))}]",
        FieldKind.Choice => (string)value,
        FieldKind.Integer => ((int)value).ToString(CultureInfo.InvariantCulture),

        // 2 and 2.0 are the same period: trailing zeros would make two hashes of it.
        FieldKind.Number => ((decimal)value).ToString("0.############################", CultureInfo.InvariantCulture),
        FieldKind.Flag => (bool)value ? "true" : "false",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "a kind that no writer knows"),
    };

    // The fields' rules keep backslashes and control characters out.
    private static string Quote(string text) => $"\"{text.Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
