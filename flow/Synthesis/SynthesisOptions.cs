using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;

namespace MixPe.Flow.Synthesis;

/// <summary>What is synthesized, to what, at which periods.</summary>
public sealed record SynthesisOptions
{
    /// <summary>An <see cref="AreaSlack"/> within which netlists are as good as equal.</summary>
    public const double NearlyEqual = 0.02;

    /// <summary>The unit: one of <see cref="SynthesisSubject.Units"/>.</summary>
    public string Unit { get; init; } = "pe";

    /// <summary>osu018, or the path of a Liberty file.</summary>
    public string Library { get; init; } = TargetLibrary.Osu018;

    /// <summary>Clock periods in ns, infinity for no limit; empty for the shortest that the design and all its baselines
    /// meet, a quarter more, and no limit.</summary>
    public IReadOnlyList<double> PeriodsNs { get; init; } = [];

    /// <summary>Many periods, from the shortest to one that no netlist misses.</summary>
    public bool IsSweep { get; init; }

    /// <summary>Whether the baselines are synthesized too.</summary>
    public bool HasBaselines { get; init; } = true;

    /// <summary>Netlists that are larger than the smallest by no more than this share of its area stand beside it, and that of the least energy
    /// is shown: which of near equals is the smallest is chance, and their energies differ by more.</summary>
    public double AreaSlack { get; init; }

    /// <summary>The ways to try.</summary>
    public RecipeBook Book { get; init; } = RecipeBook.All;

    /// <summary>Recipes at a time.</summary>
    public int Jobs { get; init; } = Environment.ProcessorCount;
}
