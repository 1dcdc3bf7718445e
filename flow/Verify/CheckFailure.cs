namespace MixPe.Flow.Verify;

/// <summary>A failure as a person wants it: the smallest case, its waveform, and the line that runs it again.</summary>
/// <param name="Mismatch">What went wrong in the smallest case.</param>
/// <param name="CasesBefore">Cases that were right before it.</param>
/// <param name="Cycles">Cycles, or vectors, of the smallest case.</param>
/// <param name="CaseFile">The smallest case, kept in the corpus.</param>
/// <param name="Waveform">FST file; null where nothing was drawn.</param>
/// <param name="Replay">One line for a shell.</param>
public sealed record CheckFailure(
    Mismatch Mismatch, long CasesBefore, int Cycles, string CaseFile, string? Waveform, string Replay);
