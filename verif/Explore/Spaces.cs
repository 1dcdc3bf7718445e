using System.Text;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Space;
using MixPe.Generator.Designs;

namespace MixPe.Verif.Explore;

/// <summary>Spaces for tests.</summary>
internal static class Spaces
{
    /// <summary>Six combinations, all of them designs; the third is mixpe-w4a8.</summary>
    public const string Small = """
        name: small
        base: mixpe-w4a8
        vary:
          weights: [uint3, uint4]
          group: [32, 64, 128]
        """;

    public static ExploreSpace Parse(string text) => SpaceLoader.Parse(Encoding.UTF8.GetBytes(text), "s.yaml");

    public static IReadOnlyList<DesignFault> FaultsOf(string text)
    {
        try
        {
            Parse(text);
            return [];
        }
        catch (DesignException e)
        {
            return e.Faults;
        }
    }

    /// <summary>A point of a named design.</summary>
    public static DesignPoint Point(string design, params string[] overrides)
    {
        Design loaded = DesignLoader.Load(design, overrides);
        return new DesignPoint(DesignIdentity.Hash(loaded), string.Join(' ', overrides.Prepend(design)), loaded, [], [], false);
    }
}
