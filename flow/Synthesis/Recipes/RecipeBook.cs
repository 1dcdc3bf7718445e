namespace MixPe.Flow.Synthesis.Recipes;

/// <summary>The ways that are tried.</summary>
/// <param name="Styles">What adders become.</param>
/// <param name="Scripts">What ABC does.</param>
public sealed record RecipeBook(IReadOnlyList<AdderStyle> Styles, IReadOnlyList<AbcScript> Scripts)
{
    /// <summary>All ways: what figures are shown of.</summary>
    public static RecipeBook All { get; } = new(AdderStyle.All, AbcScript.All);

    /// <summary>Every style by the script that most often wins: what an exploration may look at first. No netlist of it is
    /// smaller than the smallest of <see cref="All"/>.</summary>
    public static RecipeBook Few { get; } = new(AdderStyle.All, [AbcScript.All[0]]);

    /// <summary>Delays that sizing aims at, in ps: once as fast and once as small as it gets. What ABC's sizing is told in between changes
    /// nothing that shows.</summary>
    public IReadOnlyList<int> TargetsPs { get; init; } = [Recipe.Fastest, Recipe.Smallest];

    /// <summary>Those of the ways that come out smallest where there is time: carries that ripple through gates, or prefixes beside full adders.</summary>
    public RecipeBook Small => this with
    {
        Styles = [.. Styles.Where(style => style.HasFullAdders != style.IsRipple)],
        TargetsPs = [Recipe.Smallest],
    };

    /// <summary>The ways that a library's cells allow.</summary>
    /// <param name="hasFullAdder">Whether it has a full adder.</param>
    public RecipeBook For(bool hasFullAdder) =>
        this with { Styles = [.. Styles.Where(style => hasFullAdder || !style.HasFullAdders)] };

    /// <summary>Every way aimed at each of the delays.</summary>
    public IReadOnlyList<Recipe> Recipes =>
    [
        .. from style in Styles from script in Scripts from target in TargetsPs select new Recipe(style, script, target),
    ];
}
