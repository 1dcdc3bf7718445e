using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Verify.Units;

/// <summary>Classes of what a PE is given and gives: weights by activations, dot products, and how groups meet. Groups that
/// a reset cuts off give nothing, and are not counted.</summary>
internal static class PeCoverage
{
    private const string Operands = "pe: weight × activation";
    private const string Dots = "pe: group length × dot product";
    private const string Boundaries = "pe: group length × idle cycles × before it";
    private const string OneBeat = "one beat";
    private static readonly string[] Idle = ["none", "before", "inside"];
    private static readonly string[] Before = ["group", "reset"];

    public static void Count(CheckRun run, IReadOnlyList<BeatGroup> groups)
    {
        Design design = run.Design;
        Declare(run);
        var products = new Dictionary<string, long>(StringComparer.Ordinal);
        BeatGroup? before = null;
        foreach (BeatGroup group in groups)
        {
            if (group.IsWhole)
            {
                string length = Length(design, group);
                Count(design, group, products);
                CountDot(run, group, length);
                run.Coverage.Hit(Boundaries, CoverGroup.Both(
                    CoverGroup.Both(length, IdleOf(design, group)), Before[before is { IsWhole: false } ? 1 : 0]));
            }

            before = group;
        }

        foreach (var (bin, times) in products)
        {
            run.Coverage.Hit(Operands, bin, times);
        }
    }

    private static void Declare(CheckRun run)
    {
        Design design = run.Design;
        run.Coverage.Declare(CoverGroup.Cross(
            Operands, ValueClass.All(design.Weights), ValueClass.All(design.Activations)));
        run.Coverage.Declare(CoverGroup.Cross(Dots, Lengths(design), DotClass.Dots(run.Path)));
        run.Coverage.Declare(CoverGroup.Cross(
            Boundaries, CoverGroup.Cross("", Lengths(design), Idle, (length, idle) => length == OneBeat && idle == Idle[2]).Bins,
            Before));
    }

    private static void Count(Design design, BeatGroup group, Dictionary<string, long> products)
    {
        for (int k = 0; k < group.Weights.Length; k++)
        {
            string bin = CoverGroup.Both(
                ValueClass.Of(design.Weights, group.Weights[k]), ValueClass.Of(design.Activations, group.Activations[k]));
            products[bin] = products.GetValueOrDefault(bin) + 1;
        }
    }

    // Where specials are kept in the activation sum, the dot product of a group that has one is not looked at.
    private static void CountDot(CheckRun run, BeatGroup group, string length)
    {
        string dot = DotClass.Of(run.Path, group.Weights, group.Activations);
        if (DotClass.Dots(run.Path).Contains(dot))
        {
            run.Coverage.Hit(Dots, CoverGroup.Both(length, dot));
        }
    }

    private static string IdleOf(Design design, BeatGroup group) =>
        group.IdlePercent > 0 && group.Weights.Length > design.Lanes ? Idle[2]
        : group.IdleBefore > 0 ? Idle[1]
        : Idle[0];

    private static IEnumerable<string> Lengths(Design design)
    {
        int beats = design.Group / design.Lanes;
        yield return OneBeat;
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
        group.Weights.Length <= design.Lanes ? OneBeat : group.Weights.Length == design.Group ? "full" : "between";
}
