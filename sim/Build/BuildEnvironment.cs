namespace MixPe.Sim.Build;

/// <summary>Where models are built: nothing in here changes what is built.</summary>
public sealed record BuildEnvironment
{
    /// <summary>Directory of finished builds.</summary>
    public string CacheRoot { get; init; } = DefaultCacheRoot();

    /// <summary>Directories to look for tools in; null for those of PATH.</summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>Compilers at once.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;

    private static string DefaultCacheRoot()
    {
        if (Environment.GetEnvironmentVariable("MIXPE_CACHE") is { Length: > 0 } own)
        {
            return Path.GetFullPath(own);
        }

        // The XDG base directory specification: a relative value is to be ignored.
        var shared = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var root = shared is not null && Path.IsPathRooted(shared) ? shared
            // A container's user may have no home.
            : home.Length == 0 ? Path.GetTempPath()
            : Path.Combine(home, ".cache");
        return Path.Combine(root, "mixpe");
    }
}
