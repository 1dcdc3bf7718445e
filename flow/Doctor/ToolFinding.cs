namespace MixPe.Flow.Doctor;

/// <summary>One tool as it is on this machine.</summary>
/// <param name="Requirement">What is wanted.</param>
/// <param name="Status">What was found.</param>
/// <param name="Path">The executable, or null.</param>
/// <param name="Version">Its version as it prints it, or null.</param>
/// <param name="LastLine">The last line that a failing tool printed, or null.</param>
public sealed record ToolFinding(
    ToolRequirement Requirement, ToolStatus Status, string? Path, string? Version, string? LastLine = null);
