using NUnit.Framework;

namespace MixPe.Verif.Rtl;

/// <summary>What happens when the property fails: a template is broken to see it.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class FailureReportTests
{
    [Test]
    public void A_failure_shrinks_has_a_waveform_and_replays()
    {
        // A beat whose first weight is 12 or more counts as nothing.
        var broken = new RtlBench(Mutation.Apply(
            "mac_int", "{ {{width}}{w_i[{{w_bit}}]}}", "{ {{width}}{w_i[{{w_bit}}] & ~&w_i[3:2]}}"));
        string[] fields =
            ["weights=uint4", "activations=int8", "lanes=4", "group=16", "rows=3", "columns=2", "target=fpga"];
        var failure = GemmSuite.FirstFailure(broken, fields, 24, new Random(8));
        Assert.That(failure, Is.Not.Null, "the broken template was not noticed");
        CaseReport report = CaseReport.Of(broken, failure!.Value.Case, GemmSuite.FailureFolder);
        TestContext.Out.WriteLine(report.Message);

        var o = report.Smallest.Operands;
        Assert.Multiple(() =>
        {
            Assert.That((o.M, o.N, o.K), Is.EqualTo((1, 1, 1)));
            Assert.That(report.Smallest.Design, Has.Property("Rows").EqualTo(1).And.Property("Columns").EqualTo(1));
            Assert.That(report.Smallest.Design, Has.Property("Lanes").EqualTo(1).And.Property("Group").EqualTo(1));
            Assert.That(o.Weights[0], Is.GreaterThanOrEqualTo(12), "the bits that the fault needs");
            Assert.That(new FileInfo(report.Waveform).Length, Is.GreaterThan(300));
            Assert.That(report.Message, Does.Contain(report.Fault).And.Contain(report.Waveform));
        });

        // What stands between the quotes, as a shell would hand it over.
        string replay = report.Message.Split('\n')[^1].Split('\'')[1];
        Assert.That(RtlGemm.Fault(broken, RtlCase.Parse(replay)), Is.EqualTo(report.Fault));
        Assert.That(RtlGemm.Fault(new RtlBench(), RtlCase.Parse(replay)), Is.Null, "the whole template is right");
    }
}
