namespace MixPe.Generator.Designs;

/// <summary>Shape of a field's value.</summary>
internal enum RawShape
{
    /// <summary>One value.</summary>
    Scalar,

    /// <summary>A list of single values.</summary>
    List,

    /// <summary>A mapping, or a list that holds more than single values.</summary>
    Nested,
}
