using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Every product of a weight and an activation, each a group of one beat.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PeProductTests
{
    // Products flow one a cycle; a result is in the shadow register two cycles after its beat.
    private const int Latency = 2;

    [Test]
    public void Every_W4A8_product_comes_out_of_every_lane(
        [Values("int4", "uint4")] string weights, [Values("asic", "fpga")] string target, [Values(1, 8)] int lanes)
    {
        Design design = RtlDesigns.Make(
            weights, "int8", $"target={target}", $"lanes={lanes}", "zero_point=none");
        int vectors = Enumerable.Range(0, lanes).Sum(lane => CheckLane(design, lane));
        TestContext.Out.WriteLine($"{vectors} vectors");
        Assert.That(vectors, Is.EqualTo(lanes * 16 * 256));
    }

    [Test]
    public void Every_W4A16_product_is_exact_specials_included(
        [Values("int4", "uint4")] string weights, [Values("asic", "fpga")] string target)
    {
        Design design = RtlDesigns.Make(weights, "fp16", $"target={target}", "lanes=1", "zero_point=none");
        int vectors = CheckLane(design, 0);
        TestContext.Out.WriteLine($"{vectors} vectors");
        Assert.That(vectors, Is.EqualTo(16 * 65536));
    }

    private static int CheckLane(Design design, int lane)
    {
        int xBits = design.Activations.Bits;
        int wBits = design.Weights.Bits;
        int vectors = 1 << (xBits + wBits);
        Datapath path = new(design);
        using var drive = new UnitDrive(new RtlBench().Unit(design, "pe"), vectors + Latency);
        var (x, w, first, last, dot) = (drive["x_i"], drive["w_i"], drive["first_i"], drive["last_i"], drive["dot_o"]);
        for (int i = 0; i < vectors; i++)
        {
            drive.Write(i, x, lane * xBits, xBits, (ulong)(i >> wBits));
            drive.Write(i, w, lane * wBits, wBits, (ulong)(i & ((1 << wBits) - 1)));
            drive.Write(i, first, 1);
            drive.Write(i, last, 1);
        }

        drive.Reset();
        drive.Run();
        for (int i = 0; i < vectors; i++)
        {
            ushort xCode = (ushort)(i >> wBits);
            ushort wCode = (ushort)(i & ((1 << wBits) - 1));
            ExactSum golden = GroupDot.Exact(design.Weights, [wCode], design.Activations, [xCode]);
            ExactSum found = ExactState.Decode(drive.ReadWide(i + Latency, dot), path.AccWidth, path.HasFlags);
            if (found != golden)
            {
                Assert.Fail($"lane {lane}: {design.Weights} 0x{wCode:x} by 0x{xCode:x4} is {found}, not {golden}");
            }
        }

        return vectors;
    }
}
