using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Whole jobs on a tile against the golden model, every cycle against the cycle model.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileTests
{
    private static readonly string[] Odd =
    [
        "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "w_words=8", "y_words=1",
    ];

    private static readonly string[] Wide =
    [
        "rows=2", "columns=5", "lanes=4", "group=8", "row_blocks=3", "max_k=100", "x_words=1", "w_words=3", "y_words=8",
        "out=bf16",
    ];

    private static IEnumerable<TestCaseData> Designs()
    {
        yield return new TestCaseData(RtlDesigns.Make("uint4", "int8", Odd)).SetArgDisplayNames("uint4 int8 odd");
        yield return new TestCaseData(RtlDesigns.Make("uint4", "fp16", Odd)).SetArgDisplayNames("uint4 fp16 odd");
        yield return new TestCaseData(RtlDesigns.Make("int4", "int8", Wide)).SetArgDisplayNames("int4 int8 wide");
        yield return new TestCaseData(RtlDesigns.Make("uint4", "int8", Wide)).SetArgDisplayNames("uint4 int8 wide");
    }

    [TestCaseSource(nameof(Designs))]
    public void Jobs_of_any_shape_are_right_in_the_predicted_cycles(Design design)
    {
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 3);
        Random random = new(5);
        for (int i = 0; i < 40; i++)
        {
            GemmOperands operands = Draw(design, random);
            TileJob job = new(operands.M, operands.N, operands.K);
            TileRun run = device.Run(operands);
            Assert.That(run.End, Is.EqualTo((2u, 0u)), $"{job}");
            Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)), $"{job}");
            TileCounters predicted = TileCycleModel.Run(new TileShape(design).Timing, job);
            Assert.That(run.Counters["busy_cycles"], Is.EqualTo(predicted.Busy), $"{job}");
            Assert.That(run.Counters["macs"], Is.EqualTo((long)job.M * job.N * job.K), $"{job}");
        }
    }

    [TestCaseSource(nameof(Designs))]
    public void Any_stalls_give_the_same_bits(Design design)
    {
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 4);
        Random random = new(6);
        double[] probabilities = [0, 0.1, 0.5, 0.8, 0.95];
        StallPattern Draw1() => random.Next(4) == 0
            ? StallPattern.Bursts(random, random.Next(1, 60))
            : StallPattern.Random(random, probabilities[random.Next(probabilities.Length)]);
        long cycles = 0;
        for (int i = 0; i < 60; i++)
        {
            GemmOperands operands = Draw(design, random);
            TileRun run = device.Run(operands, new TileStalls(Draw1(), Draw1(), Draw1()));
            Assert.That(run.End, Is.EqualTo((2u, 0u)));
            Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)));
            cycles = device.Cycle;
        }

        TestContext.Out.WriteLine($"{cycles} cycles");
    }

    private static GemmOperands Draw(Design design, Random random) => RandomOperands.Draw(
        design,
        random,
        random.Next(1, (5 * design.Rows * design.Tile.RowBlocks / 2) + 1),
        random.Next(1, (4 * design.Columns) + 1),
        random.Next(1, design.Tile.MaxK + 1));
}
