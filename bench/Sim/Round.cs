namespace MixPe.Bench.Sim;

/// <summary>One timed round.</summary>
/// <param name="Cycles">Cycles or vectors run.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="Checksum">Over all outputs (array), or the number of mismatches (PE).</param>
internal sealed record Round(long Cycles, double Seconds, ulong Checksum)
{
    /// <summary>Cycles or vectors a second.</summary>
    public double Rate => Cycles / Seconds;
}
