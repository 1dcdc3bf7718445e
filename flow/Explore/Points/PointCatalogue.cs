using MixPe.Flow.Explore.Space;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Points;

/// <summary>Turns combinations of a space's values into points, and counts those that are none. Each combination counts once,
/// however often it is asked for.</summary>
/// <param name="space">The space.</param>
public sealed class PointCatalogue(ExploreSpace space)
{
    private readonly Dictionary<string, DesignPoint?> _combinations = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DesignPoint> _points = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, Refusal> _refusals = new(StringComparer.Ordinal);

    /// <summary>The space.</summary>
    public ExploreSpace Space => space;

    /// <summary>Combinations that have been asked for.</summary>
    public int Combinations => _combinations.Count;

    /// <summary>Combinations that are no design, or do not meet a condition.</summary>
    public int Refused { get; private set; }

    /// <summary>Combinations that are a design which another combination is too.</summary>
    public int Repeated => _combinations.Count - Refused - _points.Count;

    /// <summary>Why combinations were refused, by rule.</summary>
    public IReadOnlyList<Refusal> Refusals => [.. _refusals.Values];

    /// <summary>The point of a combination; null if it is refused.</summary>
    /// <param name="choice">[fields that vary] index of each field's value.</param>
    public DesignPoint? Find(IReadOnlyList<int> choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        string key = string.Join(',', choice);
        if (_combinations.TryGetValue(key, out DesignPoint? known))
        {
            return known;
        }

        DesignPoint? point = Resolve(choice);
        if (point is not null && !_points.TryAdd(point.Hash, point))
        {
            point = _points[point.Hash];
        }

        _combinations.Add(key, point);
        return point;
    }

    /// <summary>The references, each at every clock period of the space.</summary>
    public IReadOnlyList<DesignPoint> References() =>
    [
        .. from reference in space.References
           from clock in space.Clocks.DefaultIfEmpty()
           let design = clock is null ? reference.Design : AtClock(reference.Design, clock)
           select Create(design, clock is null ? reference.Name : $"{reference.Name} {clock}", true),
    ];

    private DesignPoint? Resolve(IReadOnlyList<int> choice)
    {
        string[] values = [.. space.Vary.Select((field, i) => $"{field.Field.Name}={field.Values[choice[i]]}")];
        Design design;
        try
        {
            design = DesignLoader.Load(space.Base, [.. space.Set, .. values]);
        }
        catch (DesignException e)
        {
            Refused++;
            foreach (DesignFault fault in e.Faults.DistinctBy(RuleOf))
            {
                Count(RuleOf(fault), DesignRules.All.FirstOrDefault(rule => rule.Id == RuleOf(fault))?.Sentence ?? fault.Rule);
            }

            return null;
        }

        Constraint[] broken = [.. space.Where.Where(constraint => !constraint.Holds(design))];
        if (broken.Length == 0)
        {
            return Create(design, string.Join(' ', values), false);
        }

        Refused++;
        Array.ForEach(broken, constraint => Count(constraint.Text, "a condition of the space"));
        return null;
    }

    private void Count(string rule, string sentence) => _refusals[rule] = _refusals.GetValueOrDefault(rule) is { } before
        ? before with { Count = before.Count + 1 }
        : new Refusal(rule, sentence, 1);

    // Texts change no bit and no cell: with one name for all, equal PEs find each other's netlists.
    private DesignPoint Create(Design design, string label, bool isReference)
    {
        IReadOnlyList<NamedDesign> named = DesignIdentity.Named(design);
        Design plain = design with
        {
            Name = named.Count > 0 ? named[0].Load().Name : space.BaseDesign.Name,
            Description = "",
            Systems = [],
        };
        return new DesignPoint(
            DesignIdentity.Hash(plain),
            label,
            plain,
            [.. named.Select(one => one.Name)],
            [.. named.SelectMany(one => one.Load().Systems).Distinct()],
            isReference);
    }

    private static Design AtClock(Design design, string clock) => design with
    {
        ClockNs = decimal.Parse(clock.AsSpan(clock.IndexOf('=', StringComparison.Ordinal) + 1),
            System.Globalization.CultureInfo.InvariantCulture),
    };

    private static string RuleOf(DesignFault fault) => fault.Rule[(fault.Rule.LastIndexOf('[') + 1)..].TrimEnd(']');
}
