using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MixPe.Flow.Tools;

/// <summary>Independent work on several threads. What goes wrong in one of them reaches the caller as it was thrown there.
/// </summary>
public static class SideBySide
{
    /// <summary>Does something with every item.</summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="jobs">Items at a time, at least 1.</param>
    /// <param name="work">What is done.</param>
    /// <param name="cancellation">Stops before the next item.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static void ForEach<T>(
        IEnumerable<T> items, int jobs, Action<T> work, CancellationToken cancellation = default)
    {
        try
        {
            // One item at a time, so that they begin in their order: ranges for each thread would leave the middle for last.
            Parallel.ForEach(
                Partitioner.Create(items, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation },
                work);
        }
        catch (AggregateException several)
        {
            // Of what several threads found, the first; one that was only stopped says nothing about why.
            var thrown = several.Flatten().InnerExceptions;
            ExceptionDispatchInfo.Throw(thrown.FirstOrDefault(one => one is not OperationCanceledException) ?? thrown[0]);
        }
    }

    /// <summary>Makes something of every item.</summary>
    /// <typeparam name="T">An item.</typeparam>
    /// <typeparam name="TResult">What is made of it.</typeparam>
    /// <param name="items">The items.</param>
    /// <param name="jobs">Items at a time, at least 1.</param>
    /// <param name="work">Makes it.</param>
    /// <param name="cancellation">Stops before the next item.</param>
    /// <returns>The results in the items' order.</returns>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public static TResult[] Select<T, TResult>(
        IReadOnlyList<T> items, int jobs, Func<T, TResult> work, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(work);
        var results = new TResult[items.Count];
        ForEach(Enumerable.Range(0, items.Count), jobs, i => results[i] = work(items[i]), cancellation);
        return results;
    }
}
