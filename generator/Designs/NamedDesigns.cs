namespace MixPe.Generator.Designs;

/// <summary>The designs that come with the tool: designs/*.yaml of the repository.</summary>
public static class NamedDesigns
{
    private const string Prefix = "designs/";
    private const string Ending = ".yaml";

    /// <summary>All, by name.</summary>
    public static IReadOnlyList<NamedDesign> All { get; } = ReadAll();

    /// <summary>The design of that name, or null; - and _ are the same, so the module prefix is a name too.</summary>
    public static NamedDesign? Find(string name) =>
        All.FirstOrDefault(design => Fold(design.Name) == Fold(name));

    private static NamedDesign[] ReadAll()
    {
        var assembly = typeof(NamedDesigns).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return new NamedDesign(resource[Prefix.Length..^Ending.Length], resource, bytes);
            })
            .OrderBy(design => design.Name, StringComparer.Ordinal)
            .ToArray();
    }

    private static string Fold(string name) => name.Replace('-', '_');
}
