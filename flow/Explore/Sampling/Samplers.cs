using MixPe.Flow.Explore.Points;
using MixPe.Flow.Explore.Space;

namespace MixPe.Flow.Explore.Sampling;

/// <summary>The sampler that a space asks for.</summary>
public static class Samplers
{
    // Combinations in a row without a new point after which a space is taken to have no more.
    private const int Patience = 10_000;

    /// <summary>Creates it.</summary>
    /// <param name="catalogue">Knows which combinations are points.</param>
    /// <param name="cancellation">Stops the look for points.</param>
    public static ISampler Create(PointCatalogue catalogue, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        int[] sizes = [.. catalogue.Space.Vary.Select(field => field.Values.Count)];
        SamplingPlan plan = catalogue.Space.Sampling;
        return plan.Method switch
        {
            SamplingMethod.Grid => ListSampler.Of(catalogue, Stoppable(Choices.Grid(sizes)), int.MaxValue, int.MaxValue),
            SamplingMethod.Random => ListSampler.Of(catalogue, Stoppable(Choices.Random(sizes, plan.Seed)), plan.Count, Patience),
            SamplingMethod.Sobol => ListSampler.Of(catalogue, Stoppable(Choices.Sobol(sizes, plan.Seed)), plan.Count, Patience),
            _ => new GeneticSearch(catalogue, sizes, plan.Count, plan.Seed),
        };

        IEnumerable<int[]> Stoppable(IEnumerable<int[]> choices) => choices.Select(choice =>
        {
            cancellation.ThrowIfCancellationRequested();
            return choice;
        });
    }
}
