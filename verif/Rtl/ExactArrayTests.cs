using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Exact accumulators: neither the array's shape nor the lanes can change a bit.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class ExactArrayTests
{
    private const int M = 19;
    private const int N = 18;
    private const int K = 75;

    // The largest takes a minute to build.
    private static IEnumerable<TestCaseData> Arrays() =>
        from activations in new[] { "int8", "fp16" }
        from side in new[] { 1, 4, 16 }
        from lanes in new[] { 1, 4, 8 }
        let data = new TestCaseData(activations, side, lanes)
        select side * lanes == 128 ? data.SetCategory("Nightly") : data;

    [TestCaseSource(nameof(Arrays))]
    public void The_same_GEMM_has_the_same_bits_on_every_array(string activations, int side, int lanes)
    {
        Design Make(int size, int width) => RtlDesigns.Make(
            "uint4", activations, "group=32", $"rows={size}", $"columns={size}", $"lanes={width}");
        GemmOperands operands = RandomOperands.Draw(Make(1, 1), new Random(11), M, N, K);

        // One reference for all arrays: that of one PE with one lane.
        uint[] reference = GoldenGemm.Run(Make(1, 1).Arithmetic, operands);
        Design design = Make(side, lanes);
        using var device = new ArrayDevice(new RtlBench().Array(design), design);
        Assert.That(device.Run(operands).Outputs, Is.EqualTo(reference));
        Assert.That(reference.Distinct().Count(), Is.GreaterThan(M * N / 2), "outputs that differ");
    }
}
