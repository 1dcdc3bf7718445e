using System.Text.RegularExpressions;
using MixPe.Generator.Bundles;

namespace MixPe.Flow.Verify.Corpus;

/// <summary>What a unit is, whatever design it is part of: its statements and those of all that it instantiates, comments
/// left out. Two designs of one name have the same unit if this is the same.</summary>
public static partial class UnitCode
{
    /// <summary>The statements, the unit first.</summary>
    /// <param name="bundle">The design's bundle.</param>
    /// <param name="unit">The unit.</param>
    /// <exception cref="KeyNotFoundException">The bundle has no such unit.</exception>
    public static string Of(RtlBundle bundle, string unit)
    {
        Dictionary<string, string> files = bundle.Sources.ToDictionary(
            source => Path.GetFileNameWithoutExtension(source.Path), source => Comment().Replace(source.Text, ""),
            StringComparer.Ordinal);
        List<string> modules = [bundle.Module(unit).Name];
        for (int i = 0; i < modules.Count; i++)
        {
            modules.AddRange(Word().Matches(files[modules[i]]).Select(word => word.Value).Distinct()
                .Where(word => files.ContainsKey(word) && !modules.Contains(word)));
        }

        return string.Concat(modules.Select(module => files[module]));
    }

    [GeneratedRegex("//.*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\w+")]
    private static partial Regex Word();
}
