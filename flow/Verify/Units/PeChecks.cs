using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The PE and the activation sum: single products and whole groups.</summary>
internal static class PeChecks
{
    private const int GroupsPerScenario = 40;
    private const int Scenarios = 25;

    // A short group keeps the stimulus from growing with designs whose groups are long.
    private const int BeatsPerChunk = 1 << 15;
    private const int QuickProducts = 1 << 16;

    private static readonly BeatUnit Pe = new("pe", HasWeights: true, BeatStimulus.ForPe, PartialSumStimulus.ForPe);
    private static readonly BeatUnit ActSum = new(
        "act_sum", HasWeights: false, BeatStimulus.ForSum, PartialSumStimulus.ForSum);

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "pe/products", "pe", VerifyLevel.Quick,
            "products as groups of one beat: every weight by every activation in every lane at level full, a sample at quick and "
            + "where both are floating point",
            _ => true,
            run => run.Design.Weights.IsFixedPoint ? Singles(run.Inner, Pe) : FloatSingles(run))
        {
            Space = design => design.Weights.IsFixedPoint
                ? design.Lanes * (1L << (design.Weights.Element.Bits + design.Inner.Activations.Bits))
                : 0,
        },
        new(
            "pe/groups", "pe", VerifyLevel.Quick,
            "random groups back to back and with idle cycles, in between the shadow register shifting or, with weights that "
            + "stay, other weights coming down",
            _ => true,
            run => Groups(run.Inner, Pe, "groups", resetPercent: 0)),
        new(
            "pe/reset", "pe", VerifyLevel.Quick,
            "a reset at any phase of a group, and whole groups after it",
            design => !design.IsWeightStationary,
            run => Groups(run, Pe, "reset", resetPercent: 40)),
        new(
            "act_sum/singles", "act_sum", VerifyLevel.Quick,
            "activations as groups of one beat: every one in every lane at level full, a sample at quick",
            design => design.HasActivationSums,
            run => Singles(run.Inner, ActSum))
        {
            Space = design => design.Lanes * (1L << design.Inner.Activations.Bits),
        },
        new(
            "act_sum/groups", "act_sum", VerifyLevel.Quick,
            "random groups back to back and with idle cycles, the shadow register, if there is one, shifting in between",
            design => design.HasActivationSums,
            run => Groups(run.Inner, ActSum, "groups", resetPercent: 0)),
    ];

    private static IEnumerable<IScenario> Groups(CheckRun run, BeatUnit unit, string check, int resetPercent)
    {
        int scenarios = run.Count(Scenarios);
        for (int i = 0; i < scenarios; i++)
        {
            Random random = run.Random($"{unit.Name}/{check}", i);
            BeatGroup[] groups =
            [
                .. Enumerable.Range(0, GroupsPerScenario).Select(_ => BeatGroup.Draw(run.Design, random, resetPercent)),
            ];
            yield return Sequence(run, groups, unit);
            Count(run, groups, unit);
        }
    }

    private static IEnumerable<IScenario> Singles(CheckRun run, BeatUnit unit)
    {
        Design design = run.Design;
        int wBits = unit.HasWeights ? design.Weights.Element.Bits : 0;
        int all = 1 << (wBits + design.Activations.Bits);

        // A sample strides through the space, so that every weight and every class of activation is in it.
        int stride = run.Level == VerifyLevel.Quick ? Math.Max(1, all / QuickProducts) : 1;
        int[] lanes = run.Level == VerifyLevel.Quick
            ? [.. new[] { 0, design.Lanes - 1 }.Distinct()]
            : [.. Enumerable.Range(0, design.Lanes)];
        foreach (int lane in lanes)
        {
            Random random = run.Random($"{unit.Name}/singles", lane);
            for (int start = 0; start < all; start += BeatsPerChunk * stride)
            {
                int[] codes = [.. Codes(start, Math.Min(all, start + (BeatsPerChunk * stride)), stride, random)];

                // So that its beginning, of which other simulators get a sample, is from all over.
                random.Shuffle(codes);
                BeatGroup[] groups = [.. codes.Select(code => Single(design, lane, code, wBits))];
                yield return Sequence(run, groups, unit);
                Count(run, groups, unit);
            }

            if (stride > 1)
            {
                // Few of a sample are infinite or as large as a number can be.
                int[] corners =
                [
                    .. Corners(design).SelectMany(x => Enumerable.Range(0, 1 << wBits).Select(w => (x << wBits) | w)),
                ];
                BeatGroup[] groups = [.. corners.Select(code => Single(design, lane, code, wBits))];
                yield return Sequence(run, groups, unit);
                Count(run, groups, unit);
            }
        }
    }

    // All ends of binades by each other, and any by any: the whole space is 2^32.
    private static IEnumerable<IScenario> FloatSingles(CheckRun run)
    {
        Design design = run.Design;
        foreach (int lane in new[] { 0, design.Lanes - 1 }.Distinct())
        {
            Random random = run.Random("pe/singles", lane);
            (ushort W, ushort X)[] pairs =
            [
                .. FloatPatterns.Ends(NumberFormats.Fp16).SelectMany(w => FloatPatterns.Ends(NumberFormats.Fp16).Select(x => (w, x))),
                .. Enumerable.Range(0, BeatsPerChunk).Select(_ => (Fp16Patterns.Any(random), Fp16Patterns.Any(random))),
            ];
            random.Shuffle(pairs);
            foreach ((ushort W, ushort X)[] chunk in pairs.Chunk(BeatsPerChunk))
            {
                BeatGroup[] groups = [.. chunk.Select(pair => Single(design, lane, pair.W, pair.X))];
                yield return Sequence(run, groups, Pe);
                Count(run, groups, Pe);
            }
        }
    }

    // Called when the groups have been run and were right; an activation sum has no weights.
    private static void Count(CheckRun run, IReadOnlyList<BeatGroup> groups, BeatUnit unit)
    {
        if (unit.HasWeights)
        {
            PeCoverage.Count(run, groups, isWhole: !run.Design.IsWeightStationary);
        }
    }

    private static IEnumerable<int> Corners(Design design) => design.Activations.IsInteger
        ?
        [
            .. new[] { 0, 1, design.Activations.MaxInteger, design.Activations.MinInteger }
                .Select(value => (int)IntegerCodec.Encode(design.Activations, value)),
        ]
        : FloatPatterns.Corners(design.Activations).Append(LargestPowerOfTwo(design.Activations))
            .SelectMany(x => new int[] { x, x | 1 << (design.Activations.Bits - 1) });

    private static ushort LargestPowerOfTwo(NumberFormat format) =>
        (ushort)(format.LargestFinite >> format.FractionBits << format.FractionBits);

    private static IEnumerable<int> Codes(int start, int end, int stride, Random random)
    {
        for (int code = start; code < end; code += stride)
        {
            yield return code + random.Next(stride);
        }
    }

    private static BeatGroup Single(Design design, int lane, int code, int wBits) =>
        Single(design, lane, (ushort)(code & ((1 << wBits) - 1)), (ushort)(code >> wBits));

    private static BeatGroup Single(Design design, int lane, ushort weight, ushort activation)
    {
        var (w, x) = (new ushort[design.Lanes], new ushort[design.Lanes]);
        if (design.Weights.IsPaired)
        {
            // Alone or beside a victim.
            (w[lane], w[lane ^ 1]) = OutlierPairs.Pair(weight);
        }
        else
        {
            w[lane] = weight;
        }

        x[lane] = activation;
        return new BeatGroup(w, x, 0, 0, 0, -1, 0);
    }

    private static SequenceScenario<BeatGroup> Sequence(
        CheckRun run, IReadOnlyList<BeatGroup> groups, BeatUnit unit) => new(
            groups,
            (layout, items) => run.Design.IsWeightStationary
                ? unit.RenderLast(layout, run.Path, items)
                : unit.Render(layout, run.Path, BeatSequence.Of(run.Design, items)),
            group => BeatGroup.Simpler(run.Design, group),
            items => [.. items.Select(group => group.IsWhole ? 1L : 0)]);

    // A unit that takes all beats of groups, or, with weights that stay, the last beat of each.
    private sealed record BeatUnit(
        string Name,
        bool HasWeights,
        Func<RecordLayout, Datapath, IReadOnlyList<Beat>, Stimulus> Render,
        Func<RecordLayout, Datapath, IReadOnlyList<BeatGroup>, Stimulus> RenderLast);
}
