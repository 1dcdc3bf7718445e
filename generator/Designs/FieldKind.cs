namespace MixPe.Generator.Designs;

/// <summary>What a field of a design file holds.</summary>
public enum FieldKind
{
    /// <summary>A text; <see cref="string"/>.</summary>
    Text,

    /// <summary>A list of texts; a list of <see cref="string"/>.</summary>
    TextList,

    /// <summary>One of a few words; <see cref="string"/>.</summary>
    Choice,

    /// <summary>An integer; <see cref="int"/>.</summary>
    Integer,

    /// <summary>A decimal number; <see cref="decimal"/>.</summary>
    Number,

    /// <summary>true or false; <see cref="bool"/>.</summary>
    Flag,
}
