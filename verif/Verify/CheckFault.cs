using MixPe.Flow.Verify;

namespace MixPe.Verif.Verify;

/// <summary>How a check failed.</summary>
/// <param name="CasesBefore">Cases that were right before it.</param>
/// <param name="Smallest">The smallest failing case.</param>
/// <param name="Mismatch">What is wrong with it.</param>
internal sealed record CheckFault(long CasesBefore, Stimulus Smallest, Mismatch Mismatch)
{
    public override string ToString() =>
        $"after {CasesBefore} cases; the smallest case has {Smallest.Cycles} cycles: {Mismatch}";
}
