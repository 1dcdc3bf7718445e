namespace MixPe.Flow.Verify.Coverage;

/// <summary>Classes of which each must be seen at least once.</summary>
/// <param name="Name">unit: what is classified.</param>
/// <param name="Bins">The classes.</param>
public sealed record CoverGroup(string Name, IReadOnlyList<string> Bins)
{
    /// <summary>Every class of one axis with every class of another, named "a × b".</summary>
    /// <param name="name">The group's name.</param>
    /// <param name="first">Classes of the first axis.</param>
    /// <param name="second">Classes of the second axis.</param>
    /// <param name="impossible">Crosses that cannot happen, by the arithmetic.</param>
    public static CoverGroup Cross(
        string name,
        IEnumerable<string> first,
        IEnumerable<string> second,
        Func<string, string, bool>? impossible = null) => new(name,
        [
            .. from a in first
               from b in second
               where impossible is null || !impossible(a, b)
               select Both(a, b),
        ]);

    /// <summary>The name of a cross.</summary>
    public static string Both(string first, string second) => $"{first} × {second}";
}
