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
    private const int Seeds = 8;

    // What all designs of the space beat together: no sample beats more.
    private const int Designs = 307_800;
    private const double Everything = 180.4;

    // docs/explore.md has the figures that this prints.
    [Test]
    public void It_beats_random_and_sobol_at_equal_evaluations([Values(150, 300)] int evaluations)
    {
        double[] search = Volumes("search", evaluations);
        double[] random = Volumes("random", evaluations);
        double[] sobol = Volumes("sobol", evaluations);
        int wins = search.Zip(random).Count(pair => pair.First > pair.Second);
        TestContext.Out.WriteLine(
            $"hypervolume after {evaluations} evaluations, {Seeds} seeds: search {Words(search)}, random {Words(random)}, "
            + $"Sobol {Words(sobol)}; search beats random with {wins} of {Seeds} seeds");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(search.Average(), Is.GreaterThan(random.Average()));
            Assert.That(search.Average(), Is.GreaterThan(sobol.Average()));
            Assert.That(wins, Is.GreaterThanOrEqualTo(Seeds - 1));
            Assert.That(
                search.Average() - random.Average(), Is.GreaterThan((Everything - random.Average()) / 4), "of what random leaves");
        }
    }

    // A minute and more.
    [Test]
    [Category("Nightly")]
    public void All_designs_together_beat_what_is_said()
    {
        ExploreSpace space = Spaces.Parse($"{SpaceFunction.Space}\nsampling: {{method: random, count: 1, seed: 1}}\n");
        int[] sizes = [.. space.Vary.Select(field => field.Values.Count)];
        int designs = 0;
        List<IReadOnlyList<double>> front = [];
        foreach (int[][] some in Choices.Grid(sizes).Chunk(1000))
        {
            // Of its own, to be forgotten: a catalogue keeps every point.
            PointCatalogue catalogue = new(space);
            IReadOnlyList<double>[] costs =
                [.. some.Select(catalogue.Find).OfType<DesignPoint>().Select(point => SpaceFunction.Costs(point.Design))];
            designs += costs.Length;
            IReadOnlyList<double>[] both = [.. front, .. costs];
            front = [.. Dominance.Fronts(both)[0].Select(i => both[i])];
        }

        Assert.That(designs, Is.EqualTo(Designs));
        Assert.That(Hypervolume.Of(front, SpaceFunction.Reference), Is.EqualTo(Everything).Within(0.05));
    }

    private static string Words(double[] volumes) => $"{volumes.Average():F1} ({volumes.Min():F1} to {volumes.Max():F1})";

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

    private static double[] Volumes(string method, int evaluations) =>
        [.. Enumerable.Range(1, Seeds).Select(seed => Volume(Catalogue(method, evaluations, seed), evaluations))];

    private static double Volume(PointCatalogue catalogue, int evaluations)
    {
        ISampler sampler = Samplers.Create(catalogue);
        List<IReadOnlyList<double>> costs = [];
        while (sampler.NextBatch(point => SpaceFunction.Costs(point.Design)) is { Count: > 0 } batch)
        {
            costs.AddRange(batch.Select(point => SpaceFunction.Costs(point.Design)));
        }

        Assert.That(costs, Has.Count.EqualTo(evaluations), "equal evaluations");
        Assert.That(costs.All(cost => cost.Zip(SpaceFunction.Reference).All(pair => pair.First < pair.Second)), "all count");
        return Hypervolume.Of(costs, SpaceFunction.Reference);
    }

    private static PointCatalogue Catalogue(string method, int count, int seed)
    {
        ExploreSpace space = Spaces.Parse($"{SpaceFunction.Space}\nsampling: {{method: {method}, count: {count}, seed: {seed}}}\n");
        return new PointCatalogue(space);
    }
}
