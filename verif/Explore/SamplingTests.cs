using System.Numerics;
using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Sampling;
using MixPe.Generator.Designs;
using NUnit.Framework;

namespace MixPe.Verif.Explore;

[TestFixture]
public sealed class SamplingTests
{
    [Test]
    public void A_grid_is_every_combination_once() => Assert.That(
        Choices.Grid([2, 1, 3]).Select(choice => string.Concat(choice)),
        Is.EqualTo(["000", "001", "002", "100", "101", "102"]));

    [TestCase("random")]
    [TestCase("sobol")]
    [TestCase("search")]
    public void A_sample_has_its_count_of_different_points_the_same_for_the_same_seed(string method)
    {
        string[] first = Sample(method, 20, 1);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(first, Has.Length.EqualTo(20).And.Unique);
            Assert.That(Sample(method, 20, 1), Is.EqualTo(first));
            Assert.That(Sample(method, 20, 2), Is.Not.EqualTo(first));
        }
    }

    [TestCase("random")]
    [TestCase("sobol")]
    [TestCase("search")]
    public void A_sample_of_more_than_there_is_ends_with_every_point(string method) =>
        Assert.That(Sample(method, 500, 3), Has.Length.EqualTo(3 * 4 * 3 * 2).And.Unique);

    // Of 2^k points of each coordinate one falls in each of 2^k equal parts, whatever the shift.
    [Test]
    public void Every_coordinate_of_sobols_sequence_is_spread_evenly([Values(0, 5)] int seed)
    {
        foreach (int power in new[] { 1, 4, 8 })
        {
            uint[][] points = [.. new SobolSequence(SobolSequence.MaximumDimensions, seed).Points().Take(1 << power)];
            for (int dimension = 0; dimension < SobolSequence.MaximumDimensions; dimension++)
            {
                Assert.That(points.Select(point => point[dimension] >> (32 - power)), Is.Unique, $"dimension {dimension}, 2^{power}");
            }
        }
    }

    // Dimensions 0 and 1 are a (0, m, 2)-net: each elementary rectangle of area 2^-m holds one of 2^m points.
    [Test]
    public void The_first_two_coordinates_fill_every_elementary_rectangle()
    {
        const int Power = 8;
        uint[][] points = [.. new SobolSequence(2, 9).Points().Take(1 << Power)];
        for (int split = 0; split <= Power; split++)
        {
            Assert.That(
                points.Select(point => ((ulong)point[0] >> (32 - split), (ulong)point[1] >> (32 - (Power - split)))), Is.Unique);
        }
    }

    [Test]
    public void The_sequence_begins_as_the_literature_has_it() => Assert.That(
        new SobolSequence(3, 0).Points().Take(8).Select(point => string.Join(' ', point.Select(bits => bits / 4294967296.0 * 8))),
        Is.EqualTo(["0 0 0", "4 4 4", "6 2 2", "2 6 6", "3 3 5", "7 7 1", "5 1 7", "1 5 3"]));

    // A wrong digit in the table would as a rule leave no primitive polynomial: x generates all 2^s - 1 residues of one.
    [Test]
    public void The_polynomials_are_primitive_and_different()
    {
        Assert.That(SobolSequence.Polynomials, Has.Count.EqualTo(SobolSequence.MaximumDimensions - 1).And.Unique);
        foreach (uint polynomial in SobolSequence.Polynomials)
        {
            int degree = BitOperations.Log2(polynomial);
            uint residue = 1;
            int order = 0;
            do
            {
                residue <<= 1;
                residue ^= (residue >> degree) * polynomial;
                order++;
            }
            while (residue != 1);
            Assert.That(order, Is.EqualTo((1 << degree) - 1), $"{polynomial:b}");
        }
    }

    [Test]
    public void Every_field_that_can_vary_has_a_dimension() =>
        Assert.That(DesignFields.All.Count - 3, Is.LessThanOrEqualTo(SobolSequence.MaximumDimensions));

    private static string[] Sample(string method, int count, int seed)
    {
        PointCatalogue catalogue = new(Spaces.Parse($$"""
            name: a
            base: mixpe-w4a8
            vary:
              weights: [uint2, uint3, uint4]
              group: [16, 32, 64, 128]
              lanes: [2, 4, 8]
              fused: [false, true]
            sampling: {method: {{method}}, count: {{count}}, seed: {{seed}}}
            """));
        ISampler sampler = Samplers.Create(catalogue);
        List<string> hashes = [];
        while (sampler.NextBatch(point => [point.Design.Lanes, -point.Design.Group]) is { Count: > 0 } batch)
        {
            hashes.AddRange(batch.Select(point => point.Hash));
        }

        return [.. hashes];
    }
}
