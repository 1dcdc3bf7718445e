using MixPe.Flow.Tools;
using NUnit.Framework;

namespace MixPe.Verif.Tools;

/// <summary>Work on several threads: results in order, and faults as they were thrown.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SideBySideTests
{
    [Test]
    public void Results_are_in_the_order_of_the_items()
    {
        int[] items = [.. Enumerable.Range(0, 1000)];
        Assert.That(SideBySide.Select(items, 4, item => item * 3), Is.EqualTo(items.Select(item => item * 3)));
    }

    [Test]
    public void What_one_thread_throws_reaches_the_caller_as_it_is()
    {
        Exception? thrown = Assert.Throws<InvalidDataException>(() => SideBySide.ForEach(
            Enumerable.Range(0, 100), 4, item => throw new InvalidDataException($"item {item}")));
        Assert.That(thrown!.StackTrace, Does.Contain(nameof(SideBySideTests)), "where it was thrown");
    }

    // The others were only stopped because of it.
    [Test]
    public void A_fault_is_preferred_to_what_it_stopped()
    {
        using Barrier both = new(2);
        Assert.Throws<InvalidDataException>(() => SideBySide.ForEach([0, 1], 2, item =>
        {
            Assert.That(both.SignalAndWait(TimeSpan.FromSeconds(30)), Is.True);
            throw item == 0 ? new OperationCanceledException() : new InvalidDataException();
        }));
    }

    [Test]
    public void A_stop_is_a_stop()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => SideBySide.ForEach([1], 2, _ => { }, source.Token));
    }
}
