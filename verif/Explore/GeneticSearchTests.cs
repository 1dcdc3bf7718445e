using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Flow.Explore.Space;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
[Parallelizable(ParallelScope.Self)]
public sealed class GeneticSearchTests
{
    private const int Evaluations = 150;
    private const int Seeds = 8;

    [Test]
    public void It_beats_random_and_sobol_at_equal_evaluations()
    {
        double[] search = Volumes("search");
        double[] random = Volumes("random");
        double[] sobol = Volumes("sobol");
        TestContext.Out.WriteLine(
            $"hypervolume after {Evaluations} evaluations, mean of {Seeds} seeds: search {search.Average():F1} "
            + $"({search.Min():F1} to {search.Max():F1}), random {random.Average():F1} ({random.Min():F1} to {random.Max():F1}), "
            + $"Sobol {sobol.Average():F1} ({sobol.Min():F1} to {sobol.Max():F1})");
        using (Assert.EnterMultipleScope())
        {
            // Not by luck: the worst of the searches is better than the best of the others.
            Assert.That(search.Min(), Is.GreaterThan(random.Max()));
            Assert.That(search.Min(), Is.GreaterThan(sobol.Max()));
        }
    }

    [Test]
    public void Points_without_costs_are_no_parents_and_do_not_end_it()
    {
        PointCatalogue catalogue = Catalogue("search", 60, 1);
        ISampler sampler = Samplers.Create(catalogue);
        int points = 0;
        while (sampler.NextBatch(_ => null) is { Count: > 0 } batch)
        {
            points += batch.Count;
        }

        Assert.That(points, Is.EqualTo(60));
    }

    private static double[] Volumes(string method) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => Volume(Catalogue(method, Evaluations, seed)))];

    private static double Volume(PointCatalogue catalogue)
    {
        ISampler sampler = Samplers.Create(catalogue);
        List<IReadOnlyList<double>> costs = [];
        while (sampler.NextBatch(point => SpaceFunction.Costs(point.Design)) is { Count: > 0 } batch)
        {
            costs.AddRange(batch.Select(point => SpaceFunction.Costs(point.Design)));
        }

        Assert.That(costs, Has.Count.EqualTo(Evaluations), "equal evaluations");
        Assert.That(costs.All(cost => cost.Zip(SpaceFunction.Reference).All(pair => pair.First < pair.Second)), "all count");
        return Hypervolume.Of(costs, SpaceFunction.Reference);
    }

    private static PointCatalogue Catalogue(string method, int count, int seed)
    {
        ExploreSpace space = Spaces.Parse($"{SpaceFunction.Space}\nsampling: {{method: {method}, count: {count}, seed: {seed}}}\n");
        return new PointCatalogue(space);
    }
}
