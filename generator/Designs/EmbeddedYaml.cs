namespace MixPe.Generator.Designs;

/// <summary>A YAML file that comes with the tool.</summary>
/// <param name="Name">What a user types; the file's name without its ending.</param>
/// <param name="File">FOLDER/NAME.yaml, as in the repository.</param>
/// <param name="Bytes">The file.</param>
public sealed record EmbeddedYaml(string Name, string File, ReadOnlyMemory<byte> Bytes)
{
    private const string Ending = ".yaml";

    /// <summary>The files of a folder, by name.</summary>
    /// <param name="prefix">The folder, with a slash at its end.</param>
    public static IReadOnlyList<EmbeddedYaml> Under(string prefix)
    {
        var assembly = typeof(EmbeddedYaml).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(prefix, StringComparison.Ordinal))
            .Select(resource =>
            {
                using var stream = assembly.GetManifestResourceStream(resource)!;
                var bytes = new byte[stream.Length];
                stream.ReadExactly(bytes);
                return new EmbeddedYaml(resource[prefix.Length..^Ending.Length], resource, bytes);
            })
            .OrderBy(file => file.Name, StringComparer.Ordinal)
            .ToArray();
    }
}
