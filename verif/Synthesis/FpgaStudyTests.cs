using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Fpga;
using MixPe.Generator.Designs;
using MixPe.Sim.Build;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>Small PEs in FPGAs.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FpgaStudyTests
{
    [TestCase("ice40", Category = "Nightly")]
    [TestCase("ecp5")]
    [TestCase("xilinx")]
    public void A_PE_is_counted_and_computes_what_the_golden_model_does(string name)
    {
        FpgaFamily family = FpgaFamily.Find(name)!;
        FpgaReport report = Study(family, hasBaselines: false);
        var ports = report.Design.Subject.Top.Ports;
        int registers = 8 + 4 + 2 + (2 * ports.Single(port => port.Name == "dot_o").Bits);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Design.Registers, Is.EqualTo(registers));
            Assert.That(report.Design.Luts, Is.InRange(40, 250));
            Assert.That(report.Design.Carries, Is.InRange(3, 60));
            Assert.That(report.Design.Checked, Is.GreaterThan(1000));
            Assert.That(report.Design.Mhz is > 20 and < 500, Is.EqualTo(family.IsRouted));
        }
    }

    [Category("Nightly")]
    [TestCase("ice40")]
    [TestCase("ecp5")]
    [TestCase("xilinx")]
    public void A_PE_takes_fewer_tables_than_those_of_INT8(string name)
    {
        FpgaReport report = Study(FpgaFamily.Find(name)!, hasBaselines: true);
        Assert.That(report.Baselines, Has.Count.EqualTo(5));
        Assert.That(report.Baselines.Select(one => one.Checked), Is.All.GreaterThan(1000));
        Assert.That(
            report.Design.Luts,
            Is.LessThan(report.Baselines.Where(one => one.Subject.Name.StartsWith("INT8", StringComparison.Ordinal))
                .Min(one => one.Luts)));
    }

    private static FpgaReport Study(FpgaFamily family, bool hasBaselines)
    {
        using ScratchFolder cache = new();
        Design design = DesignLoader.Load("mixpe-w4a8-fpga", ["name=tiny", "lanes=1", "group=16", "rows=2"]);
        return new FpgaStudy(new RtlBench().Generate, new BuildEnvironment { CacheRoot = cache.Path })
            .Run(design, family, new SynthesisOptions { Jobs = 1, HasBaselines = hasBaselines });
    }
}
