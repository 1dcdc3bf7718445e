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

    /// <summary>Those of them whose carries run through an adder bit by bit: the smallest where there is time for it.</summary>
    public RecipeBook Rippling => this with { Styles = [.. Styles.Where(style => style.IsRipple)] };

    /// <summary>The ways that a library's cells allow.</summary>
    /// <param name="hasFullAdder">Whether it has a full adder.</param>
    public RecipeBook For(bool hasFullAdder) =>
        this with { Styles = [.. Styles.Where(style => hasFullAdder || !style.HasFullAdders)] };

    /// <summary>Every way aimed at each of some delays.</summary>
    /// <param name="targetsPs">The delays, in ps.</param>
    public IReadOnlyList<Recipe> At(params IReadOnlyList<int> targetsPs) =>
    [
        .. from style in Styles from script in Scripts from target in targetsPs select new Recipe(style, script, target),
    ];
}
