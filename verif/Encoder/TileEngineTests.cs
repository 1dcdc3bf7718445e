using MixPe.Flow.Encoder;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Sim.Devices.Tile;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Encoder;

/// <summary>A GEMM of the encoder on a small tile.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class TileEngineTests
{
    private const int Tokens = 5;

    private static LinearLayer Layer => EncoderBench.Encoder.Model.Layers[0].AttentionOutput;

    [Test]
    public void A_layer_on_the_tile_is_the_golden_models([Values("mixpe-w4a8", "mixpe-w4a16")] string name)
    {
        Design design = Small(name);
        using var device = new TileDevice(new RtlBench().Tile(design), design, seed: 1);
        List<long> seen = [];
        QuantizedProduct tile = new(new TileEngine(design, device, new Cycles(seen)));
        QuantizedProduct golden = new(new GoldenEngine(design));
        Matrix x = Matrix.Normal(Tokens, Layer.Weights.Columns, 1, new Random(3));
        Assert.That(tile.Multiply(Layer, x).Values, Is.EqualTo(golden.Multiply(Layer, x).Values));
        LayerRun run = tile.Runs.Single();
        using (Assert.EnterMultipleScope())
        {
            Assert.That((run.M, run.N, run.K), Is.EqualTo((Tokens, 512, 256)));
            Assert.That(run.Hardware!.Mismatches, Is.Zero);
            Assert.That(run.Hardware.Cycles, Is.EqualTo(run.Hardware.PredictedCycles));
            Assert.That(
                run.Hardware.Utilization,
                Is.EqualTo(Tokens * 512 * 256 / (run.Hardware.Cycles * 4.0 * 8)).Within(1e-12));
            Assert.That(run.Fidelity, Is.EqualTo(golden.Runs.Single().Fidelity));
            Assert.That(seen, Is.Not.Empty.And.Ordered);
        }
    }

    [Test]
    public void A_wrong_bit_in_the_rtl_is_counted()
    {
        Design design = Small("mixpe-w4a8");
        RtlBench bench = new(Mutation.Apply("pe", "acc_q <= acc_d;", "acc_q <= ~acc_d;"));
        using var device = new TileDevice(bench.Tile(design), design, seed: 1);
        QuantizedProduct tile = new(new TileEngine(design, device));
        tile.Multiply(Layer, Matrix.Normal(2, Layer.Weights.Columns, 1, new Random(3)));
        Assert.That(tile.Runs.Single().Hardware!.Mismatches, Is.GreaterThan(900));
    }

    private static Design Small(string name) => DesignLoader.Load(name, ["rows=2", "columns=2"]);

    private sealed class Cycles(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }
}
