using MixPe.Flow.Gemm;

namespace MixPe.Cli.Verbs;

/// <summary>Paths that results go to, checked before the work that makes them.</summary>
internal static class OutputPath
{
    /// <summary>A file's path; its directory is made.</summary>
    /// <exception cref="InputException">Nothing can be written there.</exception>
    public static string? OfFile(string option, string? path)
    {
        if (path is null)
        {
            return null;
        }

        if (path.Length == 0 || Directory.Exists(path))
        {
            throw new InputException($"{option}: '{path}': a file's name is wanted");
        }

        return Prepared(option, path, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>A directory's path; its parent is made.</summary>
    /// <exception cref="InputException">Nothing can be written there.</exception>
    public static string? OfDirectory(string option, string? path)
    {
        if (path is null)
        {
            return null;
        }

        RequireNoFile(option, path);
        string? parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        return parent is null
            ? throw new InputException($"{option}: '{path}': a directory's name is wanted")
            : Prepared(option, path, parent);
    }

    /// <summary>A directory's path that is made only if something goes into it.</summary>
    /// <exception cref="InputException">Nothing can be written there.</exception>
    public static string OfFolder(string option, string path)
    {
        RequireNoFile(option, path);
        string there = Path.GetFullPath(path);
        while (!Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there)!;
        }

        return Prepared(option, path, there);
    }

    private static string RequireNoFile(string option, string path) => path.Length > 0 && !File.Exists(path)
        ? path
        : throw new InputException($"{option}: '{path}': a directory's name is wanted");

    private static string Prepared(string option, string path, string directory)
    {
        try
        {
            Directory.CreateDirectory(directory);
            string probe = Path.Combine(directory, $".{Path.GetRandomFileName()}");
            File.Create(probe, 1, FileOptions.DeleteOnClose).Dispose();
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The probe's own name would only puzzle.
            throw new InputException($"{option}: {path}: nothing can be written in {directory}", e);
        }
    }
}
