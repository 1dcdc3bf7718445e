using System.Globalization;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Synthesis.Records;

/// <summary>Which designs have the same edges, and give them the same work: all fields but those of which neither depends.</summary>
public static class EdgeKind
{
    // Texts and the clock; how PEs make their products; the streams and buffers of the tile.
    private static readonly string[] Outside =
    [
        "name", "description", "systems", "clock_ns", "architecture", "x_words", "w_words", "y_words", "row_blocks", "size_bits",
    ];

    /// <summary>Equal for designs of the same edges.</summary>
    /// <param name="design">The design.</param>
    public static string Of(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return string.Join(' ', DesignFields.All.Where(field => !Outside.Contains(field.Name))
            .Select(field => string.Create(CultureInfo.InvariantCulture, $"{field.Name}={field.Value(design)}")));
    }
}
