using MixPe.Flow.Verify;
using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Sim.Host;
using MixPe.Verif.Rtl;
using NUnit.Framework;

namespace MixPe.Verif.Verify;

/// <summary>What can be run whole is: the space is counted from the ports, not from what a check says of itself.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WholeSpaceTests
{
    private const int MaxBits = 24;

    private static IEnumerable<string> Names => NamedDesigns.All.Select(design => design.Name);

    [TestCaseSource(nameof(Names))]
    public void Every_combinational_unit_whose_inputs_fit_has_a_check_of_all_of_them(string name)
    {
        Design design = NamedDesigns.All.Single(one => one.Name == name).Load();
        RtlBundle bundle = new RtlBench().Generate(design);
        int fitting = 0;
        foreach (ModuleSpec module in bundle.Modules)
        {
            RecordLayout layout = new(module);
            int bits = layout.Inputs.Sum(port => port.Bits);
            if (layout.Clock is null && bits <= MaxBits)
            {
                fitting++;
                Assert.That(
                    UnitChecks.For(design, VerifyLevel.Full)
                        .Where(check => check.Unit == module.Unit && check.Variant is null)
                        .Max(check => check.Space(design)),
                    Is.EqualTo(1L << bits), $"{module.Unit}: {bits} bits of inputs");
            }
        }

        Assert.That(fitting, Is.Positive);
    }

    [Test]
    public void A_check_of_a_space_runs_as_many_cases_as_it_says()
    {
        Design design = RtlDesigns.Make("uint4", "int8", "group=4");
        foreach (UnitCheck check in UnitChecks.For(design, VerifyLevel.Full).Where(check => check.Space(design) > 0))
        {
            var run = new CheckRun(design, VerifyLevel.Full, 1, new());
            Assert.That(check.Draw(run).Sum(scenario => scenario.Cases), Is.GreaterThanOrEqualTo(check.Space(design)), check.Name);
        }
    }
}
