using System.Globalization;
using MixPe.Flow.Explore;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Report;

/// <summary>The fields in which the points of a run differ: what a reader filters by.</summary>
public static class PointFields
{
    private static readonly string[] Texts = ["name", "description", "systems"];

    /// <summary>They, in the order of a design file.</summary>
    public static IReadOnlyList<DesignField> Varied(IReadOnlyList<PointResult> results) =>
        [.. DesignFields.All.Where(field => !Texts.Contains(field.Name) && Values(results, field).Count > 1)];

    /// <summary>The values that a field takes, numbers by size, words by their names.</summary>
    public static IReadOnlyList<string> Values(IReadOnlyList<PointResult> results, DesignField field)
    {
        IEnumerable<string> all = results.Select(result => Text(result, field)).Distinct();
        return [.. field.Kind is FieldKind.Integer or FieldKind.Number
            ? all.OrderBy(text => decimal.Parse(text, CultureInfo.InvariantCulture))
            : all.Order(StringComparer.Ordinal)];
    }

    /// <summary>A point's value of a field, as a design file has it.</summary>
    public static string Text(PointResult result, DesignField field)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(field);
        return field.Value(result.Point.Design) switch
        {
            bool flag => flag ? "true" : "false",

            // 2 and 2.0 are the same period.
            decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
            var other => string.Create(CultureInfo.InvariantCulture, $"{other}"),
        };
    }
}
