using System.Reflection;

namespace MixPe.Generator.Bundles;

/// <summary>The version of this tool.</summary>
public static class ToolVersion
{
    /// <summary>The tool's name.</summary>
    public const string Name = "mixpe";

    /// <summary>Version, as 1.2.3.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
}
