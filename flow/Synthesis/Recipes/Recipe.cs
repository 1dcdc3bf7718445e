using System.Globalization;

namespace MixPe.Flow.Synthesis.Recipes;

/// <summary>One way from RTL to cells.</summary>
/// <param name="Adders">What adders become.</param>
/// <param name="Script">What ABC does.</param>
/// <param name="TargetPs">Delay that sizing aims at, in ps.</param>
public sealed record Recipe(AdderStyle Adders, AbcScript Script, int TargetPs)
{
    /// <summary>A target that nothing meets: cells are made as strong as ABC knows how.</summary>
    public const int Fastest = 1;

    /// <summary>A target that everything meets: cells are made as small as they come.</summary>
    public const int Smallest = 1_000_000;

    /// <summary>Name in tables.</summary>
    public string Name => TargetPs switch
    {
        Fastest => $"{Adders.Name}/{Script.Name}/fastest",
        Smallest => $"{Adders.Name}/{Script.Name}/smallest",
        _ => string.Create(CultureInfo.InvariantCulture, $"{Adders.Name}/{Script.Name}/{TargetPs} ps"),
    };
}
