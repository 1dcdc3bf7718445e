using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Host;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>The array's handshake, driven cycle by cycle.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ArrayProtocolTests
{
    private const int Gemms = 30;

    private static IEnumerable<TestCaseData> Designs()
    {
        string[][] all =
        [
            ["uint4", "int8", "rows=3", "group=4"],
            ["int4", "fp16", "rows=2", "fused=true"],
            ["uint4", "fp16", "rows=3", "accumulator=fp32", "activation_scale=fp16"],
        ];
        return all.Select(fields => new TestCaseData((object)fields).SetArgDisplayNames(string.Join(' ', fields)));
    }

    [TestCaseSource(nameof(Designs))]
    public void Idle_cycles_and_noise_in_them_change_no_bit(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var random = new Random(4);
        using VerilatedModel model = new RtlBench().Array(design).Create(seed: 4);
        model.Reset();
        for (int i = 0; i < Gemms; i++)
        {
            GemmOperands o = Tile(design, random);
            var driver = new HandshakeDriver(model, design, random, idlePercent: i % 3 * 30);
            Assert.That(driver.Multiply(o), Is.EqualTo(GoldenGemm.Run(design.Arithmetic, o)), $"GEMM {i}");
        }
    }

    [TestCaseSource(nameof(Designs))]
    public void A_reset_in_the_middle_leaves_nothing_behind(string[] fields)
    {
        Design design = RtlDesigns.Make(fields[0], fields[1], fields[2..]);
        var random = new Random(5);
        using VerilatedModel model = new RtlBench().Array(design).Create(seed: 5);
        model.Reset();
        for (int i = 0; i < Gemms; i++)
        {
            var driver = new HandshakeDriver(model, design, random, idlePercent: 20);
            driver.Abandon(Tile(design, random), cycles: random.Next(1, 40));
            model.Reset(random.Next(1, 3));
            GemmOperands o = Tile(design, random);
            Assert.That(driver.Multiply(o), Is.EqualTo(GoldenGemm.Run(design.Arithmetic, o)), $"GEMM {i}");
        }
    }

    [Test]
    public void Ready_follows_its_rule_whatever_is_offered()
    {
        Design design = RtlDesigns.Make("uint4", "int8", "rows=3", "group=4");
        var random = new Random(6);
        using var drive = new UnitDrive(new RtlBench().Array(design), 5000);
        for (int t = 0; t < drive.Cycles; t++)
        {
            drive.Write(t, "valid_i", random.Next(3) == 0 ? 0u : 1);
            drive.Write(t, "last_i", (ulong)random.Next(2));
        }

        drive.Reset();
        drive.Run();
        int taken = -design.Rows;
        int refused = 0;
        for (int t = 0; t < drive.Cycles; t++)
        {
            // A last beat is taken if the one before it is at least as many cycles back as there are rows.
            bool isLast = drive.ReadInput(t, "last_i") != 0;
            bool isReady = !isLast || t - taken >= design.Rows;
            Assert.That(drive.Read(t, "ready_o") != 0, Is.EqualTo(isReady), $"cycle {t}");
            taken = isLast && isReady && drive.ReadInput(t, "valid_i") != 0 ? t : taken;
            refused += isReady ? 0 : 1;
        }

        Assert.That(refused, Is.GreaterThan(500), "beats held back");
    }

    private static GemmOperands Tile(Design design, Random random) => RandomOperands.Draw(
        design, random, design.Rows, design.Columns, random.Next(1, (3 * design.Group) + 2));
}
