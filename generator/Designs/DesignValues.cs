using System.Globalization;

namespace MixPe.Generator.Designs;

/// <summary>The values of a design file that are right by themselves, before the rules between fields are checked.
/// </summary>
public sealed class DesignValues
{
    private readonly Dictionary<string, object> _values = new(StringComparer.Ordinal);

    /// <summary>Sets a field.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">Its value, of the type that its <see cref="FieldKind"/> names.</param>
    public void Set(string field, object value) => _values[field] = value;

    /// <summary>True when the field has a value.</summary>
    public bool Has(string field) => _values.ContainsKey(field);

    /// <summary>The value of a field.</summary>
    /// <exception cref="KeyNotFoundException">It has none.</exception>
    public T Get<T>(string field) => (T)_values[field];

    /// <summary>The value of a text or a choice, or null.</summary>
    public string? Word(string field) => _values.GetValueOrDefault(field) as string;

    /// <summary>The value of a field as a design file writes it.</summary>
    /// <exception cref="KeyNotFoundException">It has none.</exception>
    public string Show(string field) => _values[field] switch
    {
        true => "true",
        false => "false",
        var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
