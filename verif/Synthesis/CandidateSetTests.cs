using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Synthesis.Timing;
using NUnit.Framework;

namespace MixPe.Verif.Synthesis;

/// <summary>Which netlists are kept, and which one a period gets.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class CandidateSetTests
{
    private static readonly CandidateSet Set = new([
        One(100, 4), One(80, 5), One(90, 5), One(80, 5), One(120, 4), One(60, 9), One(130, 3.5), One(60, 10),
    ]);

    [Test]
    public void The_front_has_no_netlist_that_another_beats() =>
        Assert.That(
            Set.Front.Select(one => (one.Area, one.DelayNs)),
            Is.EqualTo(new[] { (130, 3.5), (100, 4), (80, 5), (60, 9) }));

    [TestCase(3.4, null)]
    [TestCase(3.5, 130)]
    [TestCase(4.999, 100)]
    [TestCase(5, 80)]
    [TestCase(double.PositiveInfinity, 60)]
    public void A_period_gets_the_smallest_that_meets_it(double period, double? area) =>
        Assert.That(Set.At(period)?.Area, Is.EqualTo(area));

    [TestCase(3.4, 0.5, new double[0])]
    [TestCase(5, 0, new double[] { 80 })]
    [TestCase(5, 0.25, new double[] { 100, 80, 90 })]
    [TestCase(double.PositiveInfinity, 0.34, new double[] { 80, 60, 60 })]
    public void About_as_small_are_those_within_a_share_of_the_smallest(double period, double slack, double[] areas) =>
        Assert.That(Set.Near(period, slack).Select(one => one.Area), Is.EqualTo(areas));

    private static Candidate One(double area, double delay) => new(
        new Recipe(AdderStyle.All[0], AbcScript.All[0], Recipe.Fastest), area, new TimingPath(delay, "a", "b", []),
        new MappedNetlist("top", "", ""));
}
