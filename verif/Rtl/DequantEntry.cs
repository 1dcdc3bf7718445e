namespace MixPe.Verif.Rtl;

/// <summary>What enters a dequantization unit in one cycle, by port, and the result that it leads to.</summary>
/// <param name="Ports">Values by port; ports that are absent get noise.</param>
/// <param name="Result">The result's bits, if one leaves.</param>
/// <param name="Seed">Seed of the noise.</param>
internal sealed record DequantEntry(IReadOnlyDictionary<string, UInt128> Ports, uint? Result, int Seed)
{
    /// <summary>A cycle in which nothing enters.</summary>
    public static DequantEntry Noise(Random random) => new(
        new Dictionary<string, UInt128> { ["rst_ni"] = 1, ["valid_i"] = 0 }, null, random.Next());

    public void Write(UnitDrive drive, int cycle)
    {
        var random = new Random(Seed);
        foreach (var port in drive.Inputs)
        {
            UInt128 noise = new((ulong)random.NextInt64(), (ulong)random.NextInt64());
            UInt128 value = Ports.TryGetValue(port.Name, out UInt128 given) ? given : noise;
            drive.Write(cycle, port, value & ((UInt128.One << port.Bits) - 1));
        }
    }
}
