using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;

namespace MixPe.Flow.Explore.Points;

/// <summary>Which designs are the same hardware.</summary>
public static class DesignIdentity
{
    private static readonly string[] Texts = ["name", "description", "systems"];
    private static readonly string[] TextsAndClock = [.. Texts, "clock_ns"];

    private static readonly Lazy<ILookup<string, NamedDesign>> NamedByHash = new(() =>
        NamedDesigns.All.ToLookup(named => Hash(named.Load(), TextsAndClock), StringComparer.Ordinal));

    /// <summary>Hash of all fields but name, description and systems.</summary>
    public static string Hash(Design design) => Hash(design, Texts);

    /// <summary>The named designs that differ from one in name, description, systems and clock period at most.</summary>
    /// <param name="design">The one.</param>
    public static IReadOnlyList<NamedDesign> Named(Design design) => [.. NamedByHash.Value[Hash(design, TextsAndClock)]];

    private static string Hash(Design design, string[] unseen)
    {
        ArgumentNullException.ThrowIfNull(design);
        return new CacheKey()
            .AddAll(DesignFields.All.Where(field => !unseen.Contains(field.Name))
                .Select(field => $"{field.Name}={Text(field.Value(design))}"))
            .Hash();
    }

    // 2 and 2.0 are the same period.
    private static string Text(object value) => value is decimal number
        ? number.ToString("0.############################", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{value}");
}
