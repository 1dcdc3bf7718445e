using System.Text;

namespace MixPe.Model.Files;

/// <summary>Writes a file as one step: whoever looks, or a kill at any moment, finds the old one or the new one.
/// </summary>
public static class AtomicFile
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Replaces a file by a text in UTF-8; its directory is there.</summary>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void WriteText(string path, string text) => Write(path, stream => stream.Write(Utf8.GetBytes(text)));

    /// <summary>Replaces a file by one that is filled first.</summary>
    /// <param name="path">The file; its directory is there. A symbolic link is followed.</param>
    /// <param name="fill">Writes everything.</param>
    /// <exception cref="IOException">The file system refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">Likewise.</exception>
    public static void Write(string path, Action<Stream> fill)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(fill);
        string target = Path.GetFullPath(path);
        target = File.Exists(target) && File.ResolveLinkTarget(target, returnFinalTarget: true) is { } linked
            ? linked.FullName
            : target;
        string parent = Path.GetDirectoryName(target)!;
        string name = Path.GetFileName(target);
        Leftovers.Remove(parent, name);
        string temporary = Leftovers.NewPath(parent, name);
        try
        {
            using (FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                fill(stream);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            // Not there after the move.
            File.Delete(temporary);
        }
    }
}
