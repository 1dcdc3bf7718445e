namespace MixPe.Generator.Designs;

/// <summary>The designs that come with the tool: designs/*.yaml of the repository.</summary>
public static class NamedDesigns
{
    /// <summary>All, by name.</summary>
    public static IReadOnlyList<NamedDesign> All { get; } = ReadAll();

    /// <summary>The design of that name, or null; - and _ are the same, so the module prefix is a name too.</summary>
    public static NamedDesign? Find(string name) =>
        All.FirstOrDefault(design => Fold(design.Name) == Fold(name));

    private static NamedDesign[] ReadAll() =>
        [.. EmbeddedYaml.Under("designs/").Select(file => new NamedDesign(file.Name, file.File, file.Bytes))];

    private static string Fold(string name) => name.Replace('-', '_');
}
