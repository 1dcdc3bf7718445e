using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify.Units;

/// <summary>Classes of what a PE is given: weights by activations, and how groups meet.</summary>
internal static class PeCoverage
{
    private const string Operands = "pe: weight × activation";
    private const string Boundaries = "pe: group length × before it";

    public static void Count(CheckRun run, IReadOnlyList<BeatGroup> groups)
    {
        Design design = run.Design;
        run.Coverage.Declare(CoverGroup.Cross(
            Operands, ValueClass.All(design.Weights), ValueClass.All(design.Activations)));
        run.Coverage.Declare(CoverGroup.Cross(Boundaries, Lengths(design), ["back to back", "idle", "reset"]));
        var products = new Dictionary<string, long>(StringComparer.Ordinal);
        BeatGroup? before = null;
        foreach (BeatGroup group in groups)
        {
            for (int k = 0; k < group.Weights.Length; k++)
            {
                string bin = CoverGroup.Both(
                    ValueClass.Of(design.Weights, group.Weights[k]), ValueClass.Of(design.Activations, group.Activations[k]));
                products[bin] = products.GetValueOrDefault(bin) + 1;
            }

            if (group.IsWhole)
            {
                string meeting = before is { IsWhole: false } ? "reset" : group.IdleBefore > 0 ? "idle" : "back to back";
                run.Coverage.Hit(Boundaries, CoverGroup.Both(Length(design, group), meeting));
            }

            before = group;
        }

        foreach (var (bin, times) in products)
        {
            run.Coverage.Hit(Operands, bin, times);
        }
    }

    private static IEnumerable<string> Lengths(Design design)
    {
        int beats = design.Group / design.Lanes;
        yield return "one beat";
        if (beats > 1)
        {
            yield return "full";
        }

        if (beats > 2)
        {
            yield return "between";
        }
    }

    private static string Length(Design design, BeatGroup group) =>
        group.Weights.Length <= design.Lanes ? "one beat" : group.Weights.Length == design.Group ? "full" : "between";
}
