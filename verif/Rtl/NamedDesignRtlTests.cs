using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>Every named design with its own group and lanes, on an array that builds in seconds.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class NamedDesignRtlTests
{
    private static IEnumerable<string> Names() => NamedDesigns.All.Select(design => design.Name);

    [TestCaseSource(nameof(Names))]
    public void Named_design_is_bit_exact(string name)
    {
        Design design = RtlDesigns.Named(name, rows: 2, columns: 4).Array;
        var random = new Random(7);
        using var device = new ArrayDevice(new RtlBench().Array(design), design, seed: 7);
        int compared = 0;
        for (int i = 0; i < 12; i++)
        {
            GemmOperands operands = RandomOperands.Draw(design, random);
            string? fault = RtlGemm.Fault(device, design, operands);
            Assert.That(fault, Is.Null, $"GEMM {i}, M {operands.M}, N {operands.N}, K {operands.K}");
            compared += operands.M * operands.N;
        }

        TestContext.Out.WriteLine($"{compared} outputs");
        Assert.That(compared, Is.GreaterThan(12));
    }
}
