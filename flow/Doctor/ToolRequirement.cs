namespace MixPe.Flow.Doctor;

/// <summary>An outside tool that the product runs.</summary>
/// <param name="Name">Its command.</param>
/// <param name="VersionArgument">The argument that makes it print its version.</param>
/// <param name="Minimum">The oldest version that was tried.</param>
/// <param name="Package">The Debian package that has it; null when none has.</param>
/// <param name="Required">True when generating and simulating needs it.</param>
/// <param name="Purpose">What it is for.</param>
/// <param name="Hint">How to get it.</param>
public sealed record ToolRequirement(
    string Name, string VersionArgument, string Minimum, string? Package, bool Required, string Purpose, string Hint);
