using MixPe.Flow.Gemm;
using MixPe.Model.Files;

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

        string target = Path.GetFullPath(path);
        return Prepared(option, path, Path.GetDirectoryName(target)!, Path.GetFileName(target));
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
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        return Path.GetDirectoryName(target) is { } parent
            ? Prepared(option, path, parent, Path.GetFileName(target))
            : throw new InputException($"{option}: '{path}': a directory's name is wanted");
    }

    /// <summary>A directory's path that is made only if something goes into it.</summary>
    /// <exception cref="InputException">Nothing can be written there.</exception>
    public static string OfFolder(string option, string path)
    {
        RequireNoFile(option, path);
        string target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        string there = target;
        while (!Directory.Exists(there))
        {
            there = Path.GetDirectoryName(there)!;
        }

        return Prepared(option, path, there, Path.GetFileName(target));
    }

    private static string RequireNoFile(string option, string path) => path.Length > 0 && !File.Exists(path)
        ? path
        : throw new InputException($"{option}: '{path}': a directory's name is wanted");

    // A killed run may leave the probe: the next one finds it by its name.
    private static string Prepared(string option, string path, string directory, string name)
    {
        try
        {
            Directory.CreateDirectory(directory);
            Leftovers.Remove(directory, name);
            File.Create(Leftovers.NewPath(directory, name), 1, FileOptions.DeleteOnClose).Dispose();
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The probe's own name would only puzzle.
            throw new InputException($"{option}: {path}: nothing can be written in {directory}", e);
        }
    }
}
