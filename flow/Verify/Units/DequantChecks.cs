using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Verify.Units;

/// <summary>The dequantization unit: whole tiles of one column.</summary>
internal static class DequantChecks
{
    private const string Scales = "group_dequant: t × scale";
    private const string ActivationScales = "group_dequant: t × scale of X";
    private const string SuperScales = "group_dequant: sum of scaled dot products × super group's scale";
    private const string Units = "group_dequant: sum of minima × their unit";
    private const string Channels = "group_dequant: sum × channel's scale";
    private const string Results = "group_dequant: last t × result";
    private const string Tiles = "group_dequant: groups × idle cycles × before it";
    private const int TilesPerScenario = 120;
    private const int Scenarios = 25;
    private const int OddRows = 5;
    private static readonly string[] Groups = ["one group", "several groups"];
    private static readonly string[] Idle = ["without", "with"];
    private static readonly string[] Before = ["tile", "reset"];

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "group_dequant/tiles", "group_dequant", VerifyLevel.Quick,
            "registers of real groups and numbers by class, one row a cycle and with idle cycles: every result, its cycle, and the output at rest",
            _ => true,
            run => Draw(run, "group_dequant/tiles", resetPercent: 0)),
        new(
            "group_dequant/reset", "group_dequant", VerifyLevel.Quick,
            "a reset at any phase of a tile, and whole tiles after it",
            _ => true,
            run => Draw(run, "group_dequant/reset", resetPercent: 40)),
        new(
            "group_dequant/odd_rows", "group_dequant", VerifyLevel.Quick,
            "the same with five rows by parameter, resets included: every result, its cycle, and the output at rest",
            _ => true,
            run => Draw(run.With(run.Design with { Rows = OddRows, DequantUnits = 1 }), "group_dequant/odd_rows", resetPercent: 20))
        {
            Variant = new UnitVariant("odd", new Dictionary<string, int> { ["Rows"] = OddRows }),
        },
    ];

    private static IEnumerable<IScenario> Draw(CheckRun run, string check, int resetPercent)
    {
        Datapath path = run.Path;
        int scenarios = run.Count(Scenarios);
        for (int i = 0; i < scenarios; i++)
        {
            Random random = run.Random(check, i);
            DequantTile[] tiles =
                [.. Enumerable.Range(0, TilesPerScenario).Select(_ => DequantValues.Tile(path, random, resetPercent))];
            yield return new SequenceScenario<DequantTile>(
                tiles,
                (layout, items) => DequantStimulus.Of(layout, path, items),
                tile => DequantTile.Simpler(
                    tile, ScaleRounding.One(run.Design.Scale),
                    run.Design.ActivationGroupScale is { } format ? ScaleRounding.One(format) : default),
                items => DequantStimulus.Compared(path, items));

            // Reached when the tiles have been run and were right.
            Count(run, tiles);
        }
    }

    // Tiles that a reset cuts off give nothing, those whose results it overtakes not all: neither are counted.
    private static void Count(CheckRun run, IReadOnlyList<DequantTile> tiles)
    {
        Datapath path = run.Path;
        NumberFormat output = path.Design.ArrayOutput;
        Declare(run);
        string before = Before[1];
        foreach (var (tile, results) in tiles.Zip(DequantStimulus.Compared(path, tiles)))
        {
            if (results == tile.RowScales.Length)
            {
                run.Coverage.Hit(Tiles, CoverGroup.Both(
                    CoverGroup.Both(GroupsOf(tile), tile.IdlePercent > 0 ? Idle[1] : Idle[0]), before));
                CountNumbers(run, tile);
            }

            before = tile.IsWhole ? Before[0] : Before[1];
        }
    }

    private static void Declare(CheckRun run)
    {
        Datapath path = run.Path;
        run.Coverage.Declare(CoverGroup.Cross(
            Scales, DotClass.Corrected(path), ValueClass.All(path.Design.Scale)));
        if (path.Design.HasMinima)
        {
            run.Coverage.Declare(CoverGroup.Cross(SuperScales, DotClass.Corrected(path), ValueClass.All(path.Design.FloatScale)));
            run.Coverage.Declare(CoverGroup.Cross(Units, DotClass.Corrected(path), ValueClass.All(path.Design.FloatScale)));
        }
        else if (path.Design.HasIntegerScale)
        {
            run.Coverage.Declare(CoverGroup.Cross(Channels, DotClass.Corrected(path), ValueClass.All(path.Design.FloatScale)));
        }

        if (path.Design.ActivationGroupScale is { } format)
        {
            run.Coverage.Declare(CoverGroup.Cross(ActivationScales, DotClass.Corrected(path), ValueClass.All(format)));
        }

        run.Coverage.Declare(CoverGroup.Cross(Results, DotClass.Corrected(path), ResultsOf(path), IsImpossible));
        run.Coverage.Declare(CoverGroup.Cross(Tiles, CoverGroup.Cross("", Groups, Idle).Bins, Before));
    }

    // What the last group gives to a row's result.
    private static void CountNumbers(CheckRun run, DequantTile tile)
    {
        Datapath path = run.Path;
        int rows = tile.RowScales.Length;
        uint[] results = DequantGolden.Results(path, tile);
        string[] counted = [.. ResultsOf(path)];
        if (path.Design.HasChannelScale)
        {
            foreach (var (sum, last) in DequantGolden.Sums(path, tile).Zip(tile.Entries[^rows..]))
            {
                run.Coverage.Hit(Channels, CoverGroup.Both(DotClass.Of(sum), ValueClass.Of(path.Design.FloatScale, last.ChannelScale)));
            }
        }

        for (int i = 0; i < tile.Entries.Length; i++)
        {
            DequantEntry entry = tile.Entries[i];
            string t = DotClass.Of(DequantGolden.Corrected(path, entry));
            run.Coverage.Hit(Scales, CoverGroup.Both(t, ValueClass.Of(path.Design.Scale, entry.Scale)));
            if (path.Design.HasMinima && DequantGolden.IsWhole(path, tile, i / rows))
            {
                (long scaled, long minima) = DequantGolden.SuperGroup(path, tile, i % rows, i / rows);
                run.Coverage.Hit(SuperScales, CoverGroup.Both(DotClass.Of(scaled), ValueClass.Of(path.Design.FloatScale, entry.ChannelScale)));
                run.Coverage.Hit(Units, CoverGroup.Both(DotClass.Of(minima), ValueClass.Of(path.Design.FloatScale, entry.Unit)));
            }

            if (path.Design.ActivationGroupScale is { } format && (!path.Design.HasMinima || DequantGolden.IsWhole(path, tile, i / rows)))
            {
                run.Coverage.Hit(ActivationScales, CoverGroup.Both(t, ValueClass.Of(format, entry.ActivationScale)));
            }

            int row = i - (tile.Entries.Length - rows);
            if (row < 0)
            {
                continue;
            }

            string result = ValueClass.Of(path.Design.ArrayOutput, results[row]);
            if (!path.HasWideScaling || counted.Contains(result))
            {
                run.Coverage.Hit(Results, CoverGroup.Both(t, result));
            }
        }
    }

    private static string GroupsOf(DequantTile tile) => Groups[tile.Entries.Length > tile.RowScales.Length ? 1 : 0];

    // A sum of products of binary16 scales is far from both ends of an exponent of eight bits; adding to +0 never gives -0, but an
    // integer 0 by a channel's scale may. Wide scales reach all of it, the largest number and the rounding of a small one to -0 too rarely to be looked for.
    private static IEnumerable<string> ResultsOf(Datapath path)
    {
        NumberFormat output = path.Design.ArrayOutput;
        string[] unreachable = output.ExponentBits < 8 ? []
            : [
                "largest", .. path.HasWideScaling ? [] : new[] { "subnormal" },
                .. path.Design.ActivationScale || path.Design.HasChannelScale ? [] : new[] { "-0" },
                .. HasInfinity(path) ? [] : new[] { "infinity" },
            ];
        return ValueClass.All(output).Except(unreachable);
    }

    // Of a dot product, of a scale, or of scales so large that a sum of products overflows.
    private static bool HasInfinity(Datapath path) => path.Design.FloatScale.HasInfinity || path.HasWideScaling
        || path.Design.ActivationScale || path.Design.ActivationGroupScale is { HasInfinity: true } || DotClass.Corrected(path).Contains(DotClass.Infinity);

    private static bool IsImpossible(string t, string result) =>
        (t == DotClass.NaN && result != DotClass.NaN)
        || (t is DotClass.Infinity or DotClass.MinusInfinity && result is not (DotClass.NaN or "infinity"));
}
