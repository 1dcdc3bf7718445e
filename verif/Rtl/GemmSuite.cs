using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Random GEMMs, one after the other, through one instance of a design's array.</summary>
internal static class GemmSuite
{
    /// <summary>Folder of the waveforms of failures.</summary>
    public static string FailureFolder => Path.Combine(TestContext.CurrentContext.WorkDirectory, "rtl-failures");

    /// <summary>Runs them; a failure is shrunk and reported.</summary>
    /// <exception cref="AssertionException">A bit differs.</exception>
    public static void Check(RtlBench bench, IReadOnlyList<string> fields, int gemms, Random random)
    {
        if (FirstFailure(bench, fields, gemms, random) is not { } failure)
        {
            return;
        }

        var (fault, c) = failure;
        if (RtlGemm.Fault(bench, c) is null)
        {
            Assert.Fail($"only after the GEMMs before it: {fault}\n{c.ReplayLine}");
        }

        Assert.Fail(CaseReport.Of(bench, c, FailureFolder).Message);
    }

    /// <summary>The first failing GEMM; null if all are right.</summary>
    public static (string Fault, RtlCase Case)? FirstFailure(
        RtlBench bench, IReadOnlyList<string> fields, int gemms, Random random)
    {
        Design design = RtlDesigns.Of(fields);
        using var device = new ArrayDevice(bench.Array(design), design, seed: (ulong)random.Next());
        long outputs = 0;
        for (int i = 0; i < gemms; i++)
        {
            GemmOperands operands = RandomOperands.Draw(design, random);
            if (RtlGemm.Fault(device, design, operands) is { } fault)
            {
                return (fault, new RtlCase(fields, operands));
            }

            outputs += (long)operands.M * operands.N;
        }

        TestContext.Out.WriteLine($"{gemms} GEMMs, {outputs} outputs");
        Assert.That(outputs, Is.Positive, "nothing was compared");
        return null;
    }
}
