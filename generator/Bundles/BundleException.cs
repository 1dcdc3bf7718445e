namespace MixPe.Generator.Bundles;

/// <summary>A bundle that cannot be written where it was asked for.</summary>
public sealed class BundleException : Exception
{
    /// <summary>A refusal.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="rule">The rule that it breaks.</param>
    /// <param name="inner">The file system's own exception, if any.</param>
    public BundleException(string path, string rule, Exception? inner = null)
        : base($"{path}: {rule}", inner) => Path = path;

    /// <summary>The directory.</summary>
    public string Path { get; }
}
