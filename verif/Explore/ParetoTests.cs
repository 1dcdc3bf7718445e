using MixPe.Flow.Explore.Pareto;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class ParetoTests
{
    [TestCase(new double[] { 1, 1 }, new double[] { 1, 2 }, true)]
    [TestCase(new double[] { 1, 2 }, new double[] { 1, 2 }, false)]
    [TestCase(new double[] { 1, 3 }, new double[] { 2, 2 }, false)]
    [TestCase(new double[] { 2, 2 }, new double[] { 1, 2 }, false)]
    [TestCase(new double[] { 1, 2, 3 }, new double[] { 1, 2, 4 }, true)]
    public void What_is_no_worse_and_somewhere_better_beats(double[] one, double[] other, bool expected) =>
        Assert.That(Dominance.Beats(one, other), Is.EqualTo(expected));

    [Test]
    public void Every_member_of_a_front_is_beaten_by_one_of_the_front_before_and_by_none_of_its_own([Values(2, 3)] int objectives)
    {
        double[][] costs = Lattice(60, objectives, 1);
        IReadOnlyList<IReadOnlyList<int>> fronts = Dominance.Fronts(costs);
        Assert.That(fronts.SelectMany(front => front), Is.EquivalentTo(Enumerable.Range(0, costs.Length)));
        for (int i = 0; i < fronts.Count; i++)
        {
            Assert.That(fronts[i].Any(a => fronts[i].Any(b => Dominance.Beats(costs[a], costs[b]))), Is.False);
            Assert.That(i == 0 || fronts[i].All(b => fronts[i - 1].Any(a => Dominance.Beats(costs[a], costs[b]))));
        }
    }

    [Test]
    public void A_rival_is_no_worse_in_all_but_the_last_and_the_best_of_those_in_the_last()
    {
        double[] one = [3, 3, 3];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Dominance.Rival(one, [[3, 4, 0], [2, 3, 5], null, [3, 3, 4], [1, 1, 4]]), Is.EqualTo(3), "worse, but the nearest");
            Assert.That(Dominance.Rival(one, [[4, 0, 0], null]), Is.Null);
            Assert.That(Dominance.Rival(one, []), Is.Null);
        }
    }

    // Costs are whole numbers: the volume is the number of unit cubes that some point is at the lower corner of, or below.
    [Test]
    public void The_hypervolume_is_the_number_of_cubes_that_are_beaten([Values(1, 2, 3)] int objectives, [Values(0, 1, 12)] int points)
    {
        const int Side = 7;
        double[][] costs = Lattice(points, objectives, points);
        int cubes = Enumerable.Range(0, (int)Math.Pow(Side, objectives)).Count(cube =>
        {
            int[] corner = [.. Enumerable.Range(0, objectives).Select(i => cube / (int)Math.Pow(Side, i) % Side)];
            return costs.Any(cost => cost.Zip(corner).All(pair => pair.First <= pair.Second));
        });
        double[] reference = [.. Enumerable.Repeat((double)Side, objectives)];
        Assert.That(Hypervolume.Of(costs, reference), Is.EqualTo(cubes));
    }

    [Test]
    public void What_is_not_below_the_reference_counts_nothing() =>
        Assert.That(Hypervolume.Of([[0, 5], [5, 0], [9, -9]], [5, 5]), Is.Zero);

    private static double[][] Lattice(int points, int objectives, int seed)
    {
        Random random = new(seed);
        return [.. Enumerable.Range(0, points).Select(_ => Enumerable.Range(0, objectives).Select(_ => (double)random.Next(7)).ToArray())];
    }
}
