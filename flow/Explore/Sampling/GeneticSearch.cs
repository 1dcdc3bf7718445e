using MixPe.Flow.Explore.Pareto;
using MixPe.Flow.Explore.Points;

namespace MixPe.Flow.Explore.Sampling;

/// <summary>NSGA-II (K. Deb and others, 2002) over combinations of values: fronts, then crowding, decide what survives and what
/// has offspring. No point is evaluated twice. The same seed and the same costs give the same points, however many are
/// evaluated at a time, so that a run that was killed repeats its way from what is kept.</summary>
public sealed class GeneticSearch : ISampler
{
    // Sizes were chosen by trial: docs/explore.md says on what. Budgets are of hundreds of points, each of which costs minutes:
    // few parents and small generations learn sooner than the populations of the literature.
    private const int First = 24;
    private const int Parents = 12;
    private const int Children = 8;

    // Of a budget too small for all of First: the part that is spent on spreading.
    private const int FirstShare = 3;

    // Tries for each offspring before the space is taken to be exhausted around the population.
    private const int Tries = 200;
    private const double CrossoverRate = 0.9;

    // Fields that a mutation changes besides the one that it always does.
    private const double MoreMutations = 0.5;

    private readonly PointCatalogue _catalogue;
    private readonly int[] _sizes;
    private readonly Random _random;
    private readonly HashSet<string> _given = new(StringComparer.Ordinal);
    private readonly IEnumerator<int[]> _first;
    private List<Individual> _parents = [];
    private List<Individual> _last = [];

    /// <summary>A search.</summary>
    /// <param name="catalogue">Knows which combinations are points.</param>
    /// <param name="sizes">[fields] values of each.</param>
    /// <param name="count">Points that may be evaluated.</param>
    /// <param name="seed">Of all that is random.</param>
    public GeneticSearch(PointCatalogue catalogue, IReadOnlyList<int> sizes, int count, int seed)
    {
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(sizes);
        _catalogue = catalogue;
        _sizes = [.. sizes];
        _random = new Random(seed);
        Total = count;

        // The first population is spread over the whole space.
        _first = Choices.Sobol(sizes, seed).GetEnumerator();
    }

    /// <inheritdoc/>
    public int Total { get; private set; }

    /// <inheritdoc/>
    public IReadOnlyList<DesignPoint> NextBatch(Func<DesignPoint, IReadOnlyList<double>?> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        foreach (Individual one in _last)
        {
            one.Costs = costs(one.Point);
        }

        bool isFirst = _given.Count == 0;
        int size = isFirst ? Math.Min(First, (Total + FirstShare - 1) / FirstShare) : Children;
        int wanted = Math.Min(size, Total - _given.Count);
        _parents = Survivors([.. _parents, .. _last]);
        _last = [];
        while (_last.Count < wanted && (isFirst ? Spread() : Offspring() ?? Spread()) is { } next)
        {
            _last.Add(next);
        }

        if (_last.Count < wanted)
        {
            // The space has no more points that can be found.
            Total = _given.Count;
        }

        return [.. _last.Select(one => one.Point)];
    }

    private Individual? Spread()
    {
        for (int i = 0; i < 10 * Tries && _first.MoveNext(); i++)
        {
            if (Accept(_first.Current) is { } one)
            {
                return one;
            }
        }

        return null;
    }

    private Individual? Offspring()
    {
        for (int i = 0; i < Tries && _parents.Count > 0; i++)
        {
            if (Accept(Mutate(Cross(Tournament().Choice, Tournament().Choice))) is { } one)
            {
                return one;
            }
        }

        return null;
    }

    private Individual? Accept(int[] choice) =>
        _catalogue.Find(choice) is { } point && _given.Add(point.Hash) ? new Individual(choice, point) : null;

    // Of two, that of the better front; of one front, the more lonely.
    private Individual Tournament()
    {
        Individual a = _parents[_random.Next(_parents.Count)];
        Individual b = _parents[_random.Next(_parents.Count)];
        return (a.Rank, -a.Distance).CompareTo((b.Rank, -b.Distance)) <= 0 ? a : b;
    }

    private int[] Cross(int[] a, int[] b) => _random.NextDouble() < CrossoverRate
        ? [.. a.Select((value, i) => _random.Next(2) == 0 ? value : b[i])]
        : [.. a];

    // Half of the time to the value beside it: values are listed in their order as a rule.
    private int[] Mutate(int[] choice)
    {
        int always = _random.Next(choice.Length);
        for (int i = 0; i < choice.Length; i++)
        {
            if (_sizes[i] > 1 && (i == always || _random.NextDouble() < MoreMutations / choice.Length))
            {
                int step = choice[i] + (_random.Next(2) == 0 ? 1 : -1);
                choice[i] = _random.Next(2) == 0 && step >= 0 && step < _sizes[i] ? step : _random.Next(_sizes[i]);
            }
        }

        return choice;
    }

    private static List<Individual> Survivors(List<Individual> all)
    {
        // What has no costs is kept out: nothing can be learned from it.
        Individual[] measured = [.. all.Where(one => one.Costs is not null)];
        List<Individual> survivors = [];
        int rank = 0;
        foreach (IReadOnlyList<int> front in Dominance.Fronts([.. measured.Select(one => one.Costs!)]))
        {
            Individual[] members = [.. front.Select(i => measured[i])];
            double[] distances = Crowding.Distances([.. members.Select(one => one.Costs!)]);
            for (int i = 0; i < members.Length; i++)
            {
                (members[i].Rank, members[i].Distance) = (rank, distances[i]);
            }

            survivors.AddRange(members.OrderByDescending(one => one.Distance).Take(Parents - survivors.Count));
            rank++;
            if (survivors.Count >= Parents)
            {
                break;
            }
        }

        return survivors;
    }

    private sealed class Individual(int[] choice, DesignPoint point)
    {
        public int[] Choice => choice;

        public DesignPoint Point => point;

        public IReadOnlyList<double>? Costs { get; set; }

        public int Rank { get; set; }

        public double Distance { get; set; }
    }
}
