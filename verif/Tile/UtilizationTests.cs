using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>How busy whole arrays keep their multipliers, counted on the RTL: docs/tile.md's claims are not the cycle model's
/// alone. By night: each is some hundred thousand cycles of 256 PEs.</summary>
[Category("Nightly")]
public sealed class UtilizationTests
{
    private const int K = 512;

    [TestCase("mixpe-w4a8", 512, 0.988)]
    [TestCase("mixpe-w4a16", 512, 0.988)]
    [TestCase("mixpe-w4a8-ws", 512, 0.988)]
    [TestCase("mixpe-w4a16-ws", 512, 0.988)]
    [TestCase("mixpe-w4a8", 80, 0.95)]
    [TestCase("mixpe-w4a8-ws", 80, 0.95)]
    public void Multipliers_are_busy(string text, int m, double least)
    {
        string[] words = text.Split(' ');
        Design design = DesignLoader.Load(words[0], words[1..]);
        using var device = new TileDevice(new RtlBench().TileOfItsSize(design), design, seed: 7);
        Random random = new(8);
        long half = Busy(device, design, random, m, 768);
        long whole = Busy(device, design, random, m, 1536);
        double utilization = Macs(m, 1536) / (whole * (double)design.MacsPerCycle);
        double steady = Macs(m, 768) / ((whole - half) * (double)design.MacsPerCycle);
        TestContext.Out.WriteLine($"{text} [{m}, 1536, {K}]: {whole} cycles, {utilization:P2}, steady {steady:P2}");
        Assert.That(utilization, Is.GreaterThanOrEqualTo(least));
        Assert.That(steady, Is.GreaterThanOrEqualTo(0.995));
    }

    private static double Macs(int m, int n) => (double)m * n * K;

    // The tile's own counters, of a job whose results are right.
    private static long Busy(TileDevice device, Design design, Random random, int m, int n)
    {
        GemmOperands operands = RandomOperands.Plain(design, random, m, n, K);
        TileRun run = device.Run(operands);
        Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)));
        Assert.That(run.Counters["macs"], Is.EqualTo((long)m * n * K));
        return run.Counters["busy_cycles"];
    }
}
