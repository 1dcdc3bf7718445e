using System.Globalization;
using MixPe.Flow.Gemm;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Devices.Tile;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Tile;

/// <summary>Large tiles, and several that share one GEMM.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ScaleTests
{
    [TestCase("mixpe-w4a8", 32, Category = "Nightly")]
    [TestCase("mixpe-w4a16", 32, Category = "Nightly")]
    [TestCase("mixpe-w4a8", 64, Category = "Nightly")]
    [TestCase("mixpe-w4a16", 64, Category = "Nightly")]
    public void A_large_tile_is_the_golden_models_bits_in_the_predicted_cycles(string name, int size)
    {
        string side = size.ToString(CultureInfo.InvariantCulture);
        Design design = DesignLoader.Load(name, [$"rows={side}", $"columns={side}"]);
        using var device = new TileDevice(new RtlBench().TileOfItsSize(design), design, seed: 1);

        // More than one block of columns, short last blocks, a short last group.
        GemmExecution run = Run(design, [device], Operands(design, (2 * size) - 3, (3 * size) - 5, 300));
        Assert.That(run.Hardware!.Cycles, Is.EqualTo(run.Hardware.PredictedCycles));
    }

    [Test]
    public void The_split_over_tiles_changes_no_bit([Values("mixpe-w4a8", "mixpe-w4a16")] string name)
    {
        Design design = DesignLoader.Load(name, ["rows=2", "columns=3"]);
        VerilatedLibrary library = new RtlBench().TileOfItsSize(design);
        GemmOperands operands = Operands(design, 5, 31, 300);
        TileDevice[] devices =
            [.. Enumerable.Range(1, 12).Select(seed => new TileDevice(library, design, (ulong)seed))];
        try
        {
            uint[] alone = Run(design, devices[..1], operands).Outputs;
            long last = long.MaxValue;

            // Up to more tiles than there are blocks of columns.
            foreach (int tiles in new[] { 2, 3, 12 })
            {
                GemmExecution shared = Run(design, devices[..tiles], operands);
                Assert.That(shared.Outputs, Is.EqualTo(alone), $"{tiles} tiles");
                Assert.That(shared.Hardware!.Cycles, Is.LessThan(last), $"{tiles} tiles");
                last = shared.Hardware.Cycles;
            }
        }
        finally
        {
            Array.ForEach(devices, device => device.Dispose());
        }
    }

    [Test]
    public void A_small_arrays_pe_is_a_class_and_a_large_ones_arithmetic_a_function()
    {
        BuildOptions small = Options(16, 16), large = Options(16, 17);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(small.NoInline, Has.Member("mixpe_w4a8_pe"));
            Assert.That((small.Functions.Count, small.Shared.Count), Is.EqualTo((0, 0)));
            Assert.That(large.Functions.Select(module => module.Unit), Is.EqualTo(["mac"]));
            Assert.That(large.Shared.Select(module => module.Unit), Is.EquivalentTo(["act_sum", "group_dequant"]));
        }
    }

    private static BuildOptions Options(int rows, int columns)
    {
        RtlBundle bundle = new RtlBench().Generate(
            DesignLoader.Load("mixpe-w4a8", [$"rows={rows}", $"columns={columns}"]));
        return ArrayBuild.Options(bundle);
    }

    private static GemmOperands Operands(Design design, int m, int n, int k)
    {
        Random random = new(7);
        return GemmProblem.Quantize(
            design, Matrix.Normal(n, k, 0.02, random), Matrix.Normal(m, k, 1, random)).Operands;
    }

    private static GemmExecution Run(Design design, TileDevice[] devices, GemmOperands operands)
    {
        SplitEngine engine = new([.. devices.Select(device => new TileEngine(design, device))]);
        GemmExecution done = engine.Run(operands);
        Assert.That(done.Outputs, Is.EqualTo(GoldenGemm.Run(design.Arithmetic, operands)));
        return done;
    }
}
