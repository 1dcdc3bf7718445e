using System.Text;

namespace MixPe.Generator.Bundles;

/// <summary>Writes a bundle as one step: whoever looks, or a kill at any moment, finds the old one or the new one.
/// </summary>
public static class BundleWriter
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes every file of the bundle; a bundle that was there before is replaced whole.</summary>
    /// <param name="bundle">The bundle.</param>
    /// <param name="directory">Where it goes; its parents are made.</param>
    /// <exception cref="BundleException">Something else is there, or the file system refuses.</exception>
    public static void Write(RtlBundle bundle, string directory)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        if (string.IsNullOrEmpty(directory))
        {
            throw new BundleException("--out", "a directory's name is not empty");
        }

        var target = AtomicDirectory.Resolve(directory);
        Refuse(target);
        try
        {
            AtomicDirectory.Write(target, temporary =>
            {
                foreach (var file in bundle.Files)
                {
                    WriteFile(temporary, file);
                }
            });
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BundleException(target, e.Message, e);
        }
    }

    private static void Refuse(string target)
    {
        if (File.Exists(target))
        {
            throw new BundleException(target, "a file is there, and a bundle is a directory");
        }

        if (Directory.Exists(target)
            && Directory.EnumerateFileSystemEntries(target).Any()
            && !Manifest.IsIn(target))
        {
            throw new BundleException(
                target, $"the directory is not empty and no bundle (no {Manifest.FileName} of this tool): not replaced");
        }
    }

    private static void WriteFile(string root, BundleFile file)
    {
        var parts = file.Path.Split('/');
        if (Path.IsPathRooted(file.Path) || parts.Any(part => part is "" or "." or ".."))
        {
            throw new ArgumentException($"'{file.Path}' does not stay inside the bundle");
        }

        var path = Path.Combine([root, .. parts]);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        stream.Write(Utf8.GetBytes(file.Text));
    }
}
