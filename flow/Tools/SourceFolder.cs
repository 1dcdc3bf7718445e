using MixPe.Generator.Bundles;

namespace MixPe.Flow.Tools;

/// <summary>A temporary folder with sources on disk, for outside tools to read and to write beside; gone when disposed.
/// </summary>
public sealed class SourceFolder : IDisposable
{
    /// <summary>Writes sources into a new folder.</summary>
    /// <param name="sources">The files.</param>
    public SourceFolder(IEnumerable<BundleFile> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        Path = Directory.CreateTempSubdirectory("mixpe-").FullName;
        Files = [.. sources.Select(source => Add(source.Path, source.Text))];
    }

    /// <summary>The folder.</summary>
    public string Path { get; }

    /// <summary>The sources' paths in it, in their order.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Writes one more file.</summary>
    /// <param name="path">Path in the folder.</param>
    /// <param name="text">Its text.</param>
    /// <returns><paramref name="path"/>.</returns>
    public string Add(string path, string text)
    {
        string full = Of(path);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        return path;
    }

    /// <summary>The full path of a file in the folder.</summary>
    public string Of(string path) => System.IO.Path.Combine(Path, path);

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
