using System.Collections.Concurrent;

namespace MixPe.Flow.Verify.Coverage;

/// <summary>Counts how often each class of stimulus was seen. Several threads may count.</summary>
public sealed class FunctionalCoverage
{
    private readonly ConcurrentDictionary<string, CoverGroup> _groups = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Group, string Bin), long> _counts = new();

    /// <summary>The declared groups, by name.</summary>
    public IReadOnlyList<CoverGroup> Groups =>
        [.. _groups.Values.OrderBy(group => group.Name, StringComparer.Ordinal)];

    /// <summary>Declares a group: a class that is never counted is a hole. Again for the same name changes nothing.
    /// </summary>
    public void Declare(CoverGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        _groups.TryAdd(group.Name, group);
    }

    /// <summary>Declares a group whose classes are computed, unless it is.</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="create">Makes it.</param>
    public void Declare(string name, Func<CoverGroup> create)
    {
        ArgumentNullException.ThrowIfNull(create);
        _groups.GetOrAdd(name, _ => create());
    }

    /// <summary>Counts.</summary>
    /// <exception cref="ArgumentException">The group is not declared or has no such class: an impossible class was
    /// seen, or the class is misspelled.</exception>
    public void Hit(string group, string bin, long times = 1)
    {
        if (!_groups.TryGetValue(group, out CoverGroup? declared) || !declared.Bins.Contains(bin))
        {
            throw new ArgumentException($"cover group '{group}' has no class '{bin}'");
        }

        _counts.AddOrUpdate((group, bin), times, (_, old) => old + times);
    }

    /// <summary>How often a class was seen.</summary>
    public long Count(string group, string bin) => _counts.GetValueOrDefault((group, bin));

    /// <summary>Adds the counts of another run; groups that only it declares are declared.</summary>
    public void Merge(FunctionalCoverage other)
    {
        ArgumentNullException.ThrowIfNull(other);
        foreach (CoverGroup group in other.Groups)
        {
            Declare(group);
        }

        foreach (var ((group, bin), times) in other._counts)
        {
            Hit(group, bin, times);
        }
    }

    /// <summary>Classes that were never seen.</summary>
    public IReadOnlyList<(string Group, string Bin)> Holes =>
    [
        .. from @group in Groups
           from bin in @group.Bins
           where Count(@group.Name, bin) == 0
           select (@group.Name, bin),
    ];
}
