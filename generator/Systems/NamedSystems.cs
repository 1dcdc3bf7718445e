using MixPe.Generator.Designs;

namespace MixPe.Generator.Systems;

/// <summary>The systems that come with the tool: systems/*.yaml of the repository.</summary>
public static class NamedSystems
{
    /// <summary>All, by name.</summary>
    public static IReadOnlyList<EmbeddedYaml> All { get; } = EmbeddedYaml.Under("systems/");

    /// <summary>The system of that name, or null.</summary>
    public static EmbeddedYaml? Find(string name) => All.FirstOrDefault(system => system.Name == name);
}
