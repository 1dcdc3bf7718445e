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
    [TestCaseSource(typeof(FpgaFamily), nameof(FpgaFamily.All))]
    public void A_PE_takes_fewer_tables_than_INT8s_and_computes_the_same(FpgaFamily family)
    {
        using ScratchFolder cache = new();
        Design design = DesignLoader.Load("mixpe-w4a8-fpga", ["name=small", "lanes=1", "group=16", "rows=2"]);
        FpgaReport report = new FpgaStudy(new RtlBench().Generate, new BuildEnvironment { CacheRoot = cache.Path })
            .Run(design, family, new SynthesisOptions { Jobs = 1 });
        int registers = 8 + 4 + 2 + (2 * report.Design.Subject.Top.Ports.Single(port => port.Name == "dot_o").Bits);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(report.Baselines, Has.Count.EqualTo(4));
            Assert.That(report.Design.Registers, Is.EqualTo(registers));
            Assert.That(report.Design.Luts, Is.InRange(40, 250));
            Assert.That(
                report.Design.Luts,
                Is.LessThan(report.Baselines.Where(one => one.Subject.Name.StartsWith("INT8", StringComparison.Ordinal))
                    .Min(one => one.Luts)));
            foreach (FpgaFigure figure in report.Baselines.Prepend(report.Design))
            {
                Assert.That(figure.Checked, Is.GreaterThan(1000), figure.Subject.Name);
                Assert.That(figure.Mhz is > 20 and < 500, Is.EqualTo(family.IsRouted), figure.Subject.Name);
            }
        }
    }
}
