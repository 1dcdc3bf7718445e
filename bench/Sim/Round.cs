namespace MixPe.Bench.Sim;

/// <summary>One timed round.</summary>
/// <param name="Cycles">Cycles or vectors run.</param>
/// <param name="Seconds">By the clock on the wall.</param>
/// <param name="CpuSeconds">By the processor, all threads: what other work on the machine took does not count.</param>
/// <param name="Checksum">Over all outputs (array), or the number of mismatches (PE).</param>
internal sealed record Round(long Cycles, double Seconds, double CpuSeconds, ulong Checksum)
{
    /// <summary>Cycles or vectors a second by the clock.</summary>
    public double Rate => Cycles / Seconds;

    /// <summary>Cycles or vectors a second of processor time.</summary>
    public double CpuRate => Cycles / CpuSeconds;
}
