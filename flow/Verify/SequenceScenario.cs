using MixPe.Sim.Host;

namespace MixPe.Flow.Verify;

/// <summary>Items for a clocked unit, one after the other from reset. Made smaller by leaving items out, then by making
/// each of them simpler.</summary>
/// <typeparam name="T">What the unit is given: a group, a tile.</typeparam>
/// <param name="items">The items.</param>
/// <param name="render">Writes items as a stimulus.</param>
/// <param name="simpler">Simpler items to try in an item's place, the boldest first.</param>
/// <param name="casesOf">Number of things that each item compares; 0 of one that a reset cuts off or overtakes.</param>
public sealed class SequenceScenario<T>(
    IReadOnlyList<T> items,
    Func<RecordLayout, IReadOnlyList<T>, Stimulus> render,
    Func<T, IEnumerable<T>> simpler,
    Func<IReadOnlyList<T>, IReadOnlyList<long>> casesOf)
    : IScenario
{
    /// <summary>The items.</summary>
    public IReadOnlyList<T> Items => items;

    /// <inheritdoc/>
    public long Cases => casesOf(items).Sum();

    /// <inheritdoc/>
    public Stimulus Render(RecordLayout layout) => render(layout, items);

    /// <inheritdoc/>
    public IScenario Beginning(long cases)
    {
        bool isCut = false;
        IReadOnlyList<long> each = casesOf(items);
        bool isEnough = each.All(one => one > 0);
        long seen = 0;
        int count = 0;
        while (count < items.Count && !(seen >= cases && isEnough))
        {
            long one = each[count++];
            seen += one;
            isCut |= one == 0;
            isEnough |= isCut && one > 0;
        }

        return With([.. items.Take(count)]);
    }

    /// <inheritdoc/>
    public IEnumerable<IScenario> Smaller(RecordLayout layout, Mismatch seen)
    {
        for (int size = items.Count / 2; size >= 1; size /= 2)
        {
            // What lies behind the mismatch goes first.
            for (int start = (items.Count - 1) / size * size; start >= 0; start -= size)
            {
                int count = Math.Min(size, items.Count - start);
                if (count < items.Count)
                {
                    yield return With([.. items.Take(start), .. items.Skip(start + count)]);
                }
            }
        }

        for (int i = 0; i < items.Count; i++)
        {
            foreach (T item in simpler(items[i]))
            {
                yield return With([.. items.Take(i), item, .. items.Skip(i + 1)]);
            }
        }
    }

    private SequenceScenario<T> With(IReadOnlyList<T> fewer) => new(fewer, render, simpler, casesOf);
}
