using MixPe.Flow.Verify.Coverage;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Units;

/// <summary>Classes of what a PE is given and gives: weights by activations, single products by their operands, dot
/// products, and how groups meet. Groups that a reset cuts off give nothing, and are not counted.</summary>
internal static class PeCoverage
{
    private const string Operands = "pe: weight × activation";
    private const string Products = "pe: weight × activation × single product";
    private const string Dots = "pe: group length × dot product";
    private const string Boundaries = "pe: group length × idle cycles × before it";
    private const string OneBeat = "one beat";
    private static readonly string[] Idle = ["none", "before", "inside"];
    private static readonly string[] Before = ["group", "reset"];

    /// <summary>Counts groups that were run and were right.</summary>
    /// <param name="run">The run.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="isWhole">The PE takes all of their beats: how they meet counts too.</param>
    public static void Count(CheckRun run, IReadOnlyList<BeatGroup> groups, bool isWhole)
    {
        Datapath path = Elements(run.Path);
        Design design = path.Design;
        Declare(run, path, isWhole);
        var tally = new Dictionary<(string Group, string Bin), long>();
        void Hit(string name, string bin) => tally[(name, bin)] = tally.GetValueOrDefault((name, bin)) + 1;
        bool isAfterReset = true;
        foreach (BeatGroup drawn in groups)
        {
            BeatGroup group = run.Design.Weights.IsPaired ? drawn with { Weights = OutlierPairs.Elements(drawn.Weights) } : drawn;
            if (group.IsWhole)
            {
                string length = Length(design, group);
                string dot = DotClass.Of(path, group.Weights, group.Activations);
                CountOperands(design, group, Hit);

                // Where specials are kept in the activation sum, the dot product of a group that has one is not looked at.
                if (DotClass.Dots(path).Contains(dot))
                {
                    Hit(Dots, CoverGroup.Both(length, dot));
                    CountProduct(design, group, dot, Hit);
                }

                if (isWhole)
                {
                    Hit(Boundaries, CoverGroup.Both(
                        CoverGroup.Both(length, IdleOf(design, group)), Before[isAfterReset ? 1 : 0]));
                }
            }

            isAfterReset = !group.IsWhole;
        }

        foreach (var ((name, bin), times) in tally)
        {
            run.Coverage.Hit(name, bin, times);
        }
    }

    // Weights in pairs, each by itself.
    private static Datapath Elements(Datapath path) =>
        path.Design.Weights.IsPaired ? new Datapath(path.Design with { Weights = path.Design.Weights.Element }) : path;

    private static void Declare(CheckRun run, Datapath path, bool isWhole)
    {
        Design design = path.Design;
        run.Coverage.Declare(CoverGroup.Cross(
            Operands, ValueClass.All(design.Weights), ValueClass.All(design.Activations)));
        run.Coverage.Declare(Products, () => new CoverGroup(Products, [.. PossibleProducts(path).Distinct()]));
        run.Coverage.Declare(CoverGroup.Cross(Dots, Lengths(design), DotClass.Dots(path)));
        if (isWhole)
        {
            run.Coverage.Declare(CoverGroup.Cross(
                Boundaries, CoverGroup.Cross("", Lengths(design), Idle, (length, idle) => length == OneBeat && idle == Idle[2]).Bins,
                Before));
        }
    }

    private static void CountOperands(Design design, BeatGroup group, Action<string, string> hit)
    {
        for (int k = 0; k < group.Weights.Length; k++)
        {
            hit(Operands, OperandsOf(design, group.Weights[k], group.Activations[k]));
        }
    }

    // A group of one beat with codes other than zero in one lane only: its dot product is that product.
    private static void CountProduct(Design design, BeatGroup group, string dot, Action<string, string> hit)
    {
        if (group.Weights.Length > design.Lanes)
        {
            return;
        }

        int only = -1;
        for (int lane = 0; lane < group.Weights.Length; lane++)
        {
            if (!IsZero(design.Weights, group.Weights[lane]) || group.Activations[lane] != 0)
            {
                if (only >= 0)
                {
                    return;
                }

                only = lane;
            }
        }

        if (only >= 0)
        {
            hit(Products, CoverGroup.Both(OperandsOf(design, group.Weights[only], group.Activations[only]), dot));
        }
    }

    // A victim is one too.
    private static bool IsZero(NumberFormat weights, ushort code) =>
        code == 0 || (weights.Kind == NumberKind.PairElement && code == OutlierPairs.Element(OutlierPairs.Victim, other: 0));

    // Products grow with the activation's magnitude: the ends of every class and binade have every class of product.
    private static IEnumerable<string> PossibleProducts(Datapath path)
    {
        Design design = path.Design;
        foreach (ushort w in Ends(design.Weights))
        {
            foreach (ushort x in Ends(design.Activations))
            {
                string dot = DotClass.Of(path, [w], [x]);
                if ((!IsZero(design.Weights, w) || x != 0) && DotClass.Dots(path).Contains(dot))
                {
                    yield return CoverGroup.Both(OperandsOf(design, w, x), dot);
                }
            }
        }
    }

    private static IEnumerable<ushort> Ends(NumberFormat format) => format.IsFixedPoint
        ? Enumerable.Range(0, 1 << format.Bits).Select(code => (ushort)code)
        : FloatPatterns.Ends(format);

    private static string OperandsOf(Design design, ushort w, ushort x) =>
        CoverGroup.Both(ValueClass.Of(design.Weights, w), ValueClass.Of(design.Activations, x));

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
