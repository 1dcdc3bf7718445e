using MixPe.Model.Files;

namespace MixPe.Generator.Bundles;

/// <summary>Writes a directory as one step: whoever looks, or a kill at any moment, finds the old one or the new one.
/// </summary>
public static class AtomicDirectory
{
    /// <summary>The directory that a path means: absolute, symbolic links followed.</summary>
    public static string Resolve(string directory)
    {
        var target = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        return Directory.Exists(target)
            ? Directory.ResolveLinkTarget(target, returnFinalTarget: true)?.FullName ?? target
            : target;
    }

    /// <summary>Replaces a directory by one that is filled first; its parents are made.</summary>
    /// <param name="target">Of <see cref="Resolve"/>.</param>
    /// <param name="fill">Writes everything into the directory that it is given.</param>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string target, Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        var parent = Path.GetDirectoryName(target) ?? throw new IOException($"{target}: the root cannot be replaced");
        Directory.CreateDirectory(parent);
        var name = Path.GetFileName(target);
        Leftovers.Remove(parent, name);
        var temporary = Directory.CreateDirectory(Leftovers.NewPath(parent, name)).FullName;
        try
        {
            fill(temporary);
            DirectorySwap.Replace(target, temporary);
        }
        finally
        {
            // After a swap this is the old directory, after a failure what was written of the new one.
            if (Directory.Exists(temporary))
            {
                Directory.Delete(temporary, recursive: true);
            }
        }
    }
}
