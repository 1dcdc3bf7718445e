namespace MixPe.Flow.Gemm;

/// <summary>A directory that a run replaces whole, if what is there is its own.</summary>
internal static class ReplacedDirectory
{
    /// <summary>Refuses a directory that must not be replaced.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="what">What is written there, in the message.</param>
    /// <param name="marker">A file that every directory of the kind has.</param>
    /// <exception cref="InputException">It is a file, or it holds something and not the marker.</exception>
    internal static void Refuse(string directory, string what, string marker)
    {
        if (File.Exists(directory))
        {
            throw new InputException($"{directory}: a file is there, and {what} needs a directory");
        }

        if (Directory.Exists(directory)
            && Directory.EnumerateFileSystemEntries(directory).Any()
            && !File.Exists(Path.Combine(directory, marker)))
        {
            throw new InputException($"{directory}: not empty and without {what} (no {marker}): not replaced");
        }
    }
}
