namespace MixPe.Generator.Designs;

/// <summary>What was read from a file: its fields and what is wrong so far.</summary>
/// <param name="File">The file's name for messages.</param>
/// <param name="Complete">False when reading stopped early, so that a missing field proves nothing.</param>
/// <param name="Fields">The fields, known or not, each name once.</param>
/// <param name="Faults">Faults of the file's form.</param>
internal sealed record RawDesign(
    string File, bool Complete, IReadOnlyList<RawField> Fields, IReadOnlyList<DesignFault> Faults);
