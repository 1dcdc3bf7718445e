namespace MixPe.Sim.Build;

/// <summary>A directory of finished builds, one folder a key. A folder appears whole, by a rename; one lock file
/// a key keeps threads and processes from building the same thing twice, and dies with its owner.</summary>
/// <param name="root">The directory.</param>
internal sealed class BuildCache(string root)
{
    private static readonly TimeSpan LockPoll = TimeSpan.FromMilliseconds(50);

    /// <summary>The folder of a key, built if it is not there.</summary>
    /// <param name="key">A file name.</param>
    /// <param name="build">Fills the directory that it is given.</param>
    /// <param name="cancellation">Stops waiting and building.</param>
    /// <returns>The folder, and whether it was there.</returns>
    public (string Folder, bool Hit) GetOrBuild(string key, Action<string> build, CancellationToken cancellation)
    {
        string folder = Path.Combine(root, key);
        if (Directory.Exists(folder))
        {
            return (folder, true);
        }

        Directory.CreateDirectory(root);
        using var guard = Lock(Path.Combine(root, key + ".lock"), cancellation);
        if (Directory.Exists(folder))
        {
            return (folder, true);
        }

        // Under the lock, what is left of this key belongs to builds that were killed.
        foreach (string stale in Directory.EnumerateDirectories(root, key + ".part-*"))
        {
            Delete(stale);
        }

        string part = Path.Combine(root, $"{key}.part-{Guid.NewGuid():N}");
        Directory.CreateDirectory(part);
        try
        {
            build(part);
            cancellation.ThrowIfCancellationRequested();
            Directory.Move(part, folder);
        }
        catch
        {
            Delete(part);
            throw;
        }

        return (folder, false);
    }

    private static FileStream Lock(string path, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException exception) when (exception.GetType() == typeof(IOException) && File.Exists(path))
            {
                cancellation.WaitHandle.WaitOne(LockPoll);
            }
        }
    }

    // A compiler orphaned by a kill may still write: what cannot be deleted now goes with the next build.
    private static void Delete(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (IOException)
        {
        }
    }
}
