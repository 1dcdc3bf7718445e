using System.Globalization;
using System.Text.RegularExpressions;

namespace MixPe.Generator.Designs;

/// <summary>From a field as written to its value.</summary>
internal static partial class FieldReader
{
    /// <summary>Reads one field.</summary>
    /// <param name="field">What the field must be.</param>
    /// <param name="raw">What is written.</param>
    /// <param name="rules">The file's rules.</param>
    /// <param name="fault">What is wrong, when the result is null.</param>
    /// <returns>The value, of the type that the field's kind names, or null.</returns>
    public static object? Read(FileField field, RawField raw, FileRules rules, out DesignFault? fault)
    {
        var wanted = field.Kind == FieldKind.TextList ? RawShape.List : RawShape.Scalar;
        if (raw.Shape != wanted)
        {
            fault = DesignFault.Against(
                rules.Scalar, raw.File, raw.Line, raw.Name, raw.Text, field.Domain);
            return null;
        }

        object? value = field.Kind switch
        {
            FieldKind.Text => Text(field, raw.Items[0]),
            FieldKind.TextList => TextList(field, raw.Items),
            FieldKind.Choice => Choice(field, raw.Items[0]),
            FieldKind.Integer => Integer(field, raw.Items[0]),
            FieldKind.Number => Number(field, raw.Items[0]),
            FieldKind.Flag => Flag(raw.Items[0]),
            _ => throw new ArgumentOutOfRangeException(nameof(field), field.Kind, "a kind that no reader knows"),
        };
        fault = value is null
            ? DesignFault.Against(
                rules.OfField(field), raw.File, raw.Line, raw.Name, raw.Text, Hint(field, raw.Items))
            : null;
        return value;
    }

    private static string? Text(FileField field, RawScalar item) =>
        item.MayBeText && WholeMatch(field.Pattern!, item.Text) ? item.Text : null;

    private static string[]? TextList(FileField field, IReadOnlyList<RawScalar> items) =>
        items.Count <= field.MaximumItems && items.All(item => Text(field, item) is not null)
            ? items.Select(item => item.Text).ToArray()
            : null;

    private static string? Choice(FileField field, RawScalar item) =>
        field.Choices.Contains(item.Text) ? item.Text : null;

    private static int? Integer(FileField field, RawScalar item) =>
        item.MayBeOther
        && WholeMatch(IntegerPattern(), item.Text)
        && int.TryParse(item.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        && value >= field.Minimum
        && value <= field.Maximum
        && (field.Numbers.Count == 0 || field.Numbers.Contains(value))
            ? value
            : null;

    private static decimal? Number(FileField field, RawScalar item) =>
        item.MayBeOther
        && WholeMatch(NumberPattern(), item.Text)
        && decimal.TryParse(item.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
        && value > field.Minimum
        && value <= field.Maximum
            ? value
            : null;

    private static bool? Flag(RawScalar item) => item switch
    {
        { MayBeOther: true, Text: "true" } => true,
        { MayBeOther: true, Text: "false" } => false,
        _ => null,
    };

    private static string Hint(FileField field, IReadOnlyList<RawScalar> items)
    {
        if (items is [{ MayBeOther: false }] && field.Kind is FieldKind.Integer or FieldKind.Number or FieldKind.Flag)
        {
            return "without quotes";
        }

        if (field.Kind is FieldKind.Text or FieldKind.TextList && items.Any(item => !item.MayBeText))
        {
            return "a number, a flag or null needs quotes to be a text";
        }

        return items.Count == 1 ? Spelling.Hint(items[0].Text, field.Choices) : "";
    }

    // '$' also matches before a last line feed.
    private static bool WholeMatch(Regex pattern, string text) => pattern.Match(text).Length == text.Length
        && pattern.IsMatch(text);

    [GeneratedRegex("^(0|[1-9][0-9]*)$")]
    private static partial Regex IntegerPattern();

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(\.[0-9]+)?$")]
    private static partial Regex NumberPattern();
}
