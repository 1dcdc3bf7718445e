using MixPe.Generator.Designs;

namespace MixPe.Generator.Networks;

/// <summary>The networks that come with the tool: networks/*.yaml of the repository.</summary>
public static class NamedNetworks
{
    /// <summary>All, by name.</summary>
    public static IReadOnlyList<EmbeddedYaml> All { get; } = EmbeddedYaml.Under("networks/");

    /// <summary>The network of that name, or null.</summary>
    public static EmbeddedYaml? Find(string name) => All.FirstOrDefault(network => network.Name == name);
}
