namespace MixPe.Generator.Bundles;

/// <summary>One text file of a bundle.</summary>
/// <param name="Path">Path relative to the bundle's directory, with forward slashes.</param>
/// <param name="Text">Whole text, LF line ends.</param>
public sealed record BundleFile(string Path, string Text);
