using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Whole jobs on a tile against the golden model.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileTests
{
    private static readonly string[] Small =
    [
        "rows=3", "columns=2", "lanes=2", "group=6", "row_blocks=2", "max_k=64", "x_words=2", "w_words=8", "y_words=1",
    ];

    [Test]
    public void Jobs_of_any_shape_are_right([Values("int8", "fp16")] string activations)
    {
        Design design = RtlDesigns.Make("uint4", activations, Small);
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 3);
        Random random = new(5);
        for (int i = 0; i < 40; i++)
        {
            int m = random.Next(1, 30);
            int n = random.Next(1, 12);
            int k = random.Next(1, 65);
            GemmOperands operands = RandomOperands.Draw(design, random, m, n, k);
            TileRun run = device.Run(operands);
            Assert.That(run.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)), $"{m}x{n}x{k}");
            Assert.That(run.End, Is.EqualTo((2u, 0u)), $"{m}x{n}x{k}");
            Assert.That(run.Counters["macs"], Is.EqualTo((long)m * n * k), $"{m}x{n}x{k}");
            TestContext.Out.WriteLine($"{m}x{n}x{k}: {string.Join(' ', run.Counters)}");
        }
    }
}
