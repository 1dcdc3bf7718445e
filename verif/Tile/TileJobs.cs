using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Random jobs on a tile.</summary>
internal static class TileJobs
{
    private const int Longest = 256;

    // Whole packets, packets of a row, of one stream and of both.
    private const int PacketModes = 4;
    private static readonly double[] Probabilities = [0, 0.1, 0.5, 0.8, 0.95];

    /// <summary>Jobs of random shapes with streams that never stall: the golden model's bits, the predicted cycles.</summary>
    public static void Check(Design design, int shapes)
    {
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 3);
        Random random = new(5);
        for (int i = 0; i < shapes; i++)
        {
            GemmOperands operands = Draw(design, random);
            device.PacketsOfRows = i % PacketModes;
            Design now = Choose(device, design, i);
            TileJob job = new(operands.M, operands.N, operands.K);
            TileRun run = device.Run(operands);
            Assert.That(run.End, Is.EqualTo((2u, 0u)), $"{job}");
            Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(now.Arithmetic, operands)), $"{job}");
            TileCounters predicted = TileCycleModel.Run(new TileShape(now).Timing, job);
            Assert.That(run.Counters["busy_cycles"], Is.EqualTo(predicted.Busy), $"{job}");
            Assert.That(device.Traffic, Is.EqualTo(TileTraffic.Of(new TileShape(design).Timing, job)), $"{job}");
            Assert.That(run.Counters["macs"], Is.EqualTo((long)job.M * job.N * job.K), $"{job}");
        }
    }

    /// <summary>Jobs till in so many cycles a stream has kept a transfer from happening: each by itself, in bursts, in short
    /// patterns.</summary>
    /// <returns>What was done, in words.</returns>
    public static string CheckStalled(Design design, long stalls)
    {
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 4);
        Random random = new(6);
        int jobs = 0;
        for (; device.StalledCycles < stalls; jobs++)
        {
            GemmOperands operands = Draw(design, random);
            TileStalls pattern = new(Pattern(random), Pattern(random), Pattern(random)) { Addends = Pattern(random) };
            device.PacketsOfRows = jobs % PacketModes;
            Design now = Choose(device, design, jobs);
            TileRun run = device.Run(operands, pattern);
            Assert.That(run.End, Is.EqualTo((2u, 0u)));
            Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(now.Arithmetic, operands)));
        }

        return $"{jobs} jobs, {device.Cycle} cycles, in {device.StalledCycles} of them a stream stalled";
    }

    // Every number of slices that the tile can run with in turn, and the design that always has so many.
    private static Design Choose(TileDevice device, Design design, int job)
    {
        if (!design.HasRunTimeSlices)
        {
            return design;
        }

        device.Slices = 1 + (job % design.Slices);
        device.WideGroups = design.HasWideGroups ? job % 4 : int.MaxValue;
        return design.WithSlices(device.Slices, device.WideGroups);
    }

    private static StallPattern Pattern(Random random) => random.Next(4) switch
    {
        0 => StallPattern.Bursts(random, random.Next(1, 60)),
        1 => StallPattern.Repeating(random, 20),
        _ => StallPattern.Random(random, Probabilities[random.Next(Probabilities.Length)]),
    };

    private static GemmOperands Draw(Design design, Random random) => RandomOperands.Draw(
        design,
        random,
        random.Next(1, (5 * design.Rows * design.Tile.RowBlocks / 2) + 1),
        random.Next(1, (4 * design.Columns) + 1),
        random.Next(1, Math.Min(design.Tile.MaxK, Longest) + 1));
}
