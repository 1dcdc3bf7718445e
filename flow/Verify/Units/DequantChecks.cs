using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;

namespace MixPe.Flow.Verify.Units;

/// <summary>The dequantization unit: whole tiles of one column.</summary>
internal static class DequantChecks
{
    private const string Coverage = "group_dequant: t × scale";
    private const string Results = "group_dequant: result";
    private const int TilesPerScenario = 120;
    private const int Scenarios = 25;
    private const int OddRows = 5;
    private static readonly string[] SumClasses = ["0", "positive", "negative"];
    private static readonly string[] Specials = ["+infinity", "-infinity", "NaN"];

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "group_dequant/tiles", "group_dequant", VerifyLevel.Quick,
            "registers of real groups and numbers by class, one row a cycle and with idle cycles: every result, its cycle, and the output at rest",
            _ => true,
            run => Tiles(run, "group_dequant/tiles", resetPercent: 0)),
        new(
            "group_dequant/reset", "group_dequant", VerifyLevel.Quick,
            "a reset at any phase of a tile, and whole tiles after it",
            _ => true,
            run => Tiles(run, "group_dequant/reset", resetPercent: 40)),
        new(
            "group_dequant/odd_rows", "group_dequant", VerifyLevel.Quick,
            "the same with five rows by parameter, resets included: every result, its cycle, and the output at rest",
            _ => true,
            run => Tiles(run.With(run.Design with { Rows = OddRows }), "group_dequant/odd_rows", resetPercent: 20))
        {
            Variant = new UnitVariant("odd", new Dictionary<string, int> { ["Rows"] = OddRows }),
        },
    ];

    private static IEnumerable<IScenario> Tiles(CheckRun run, string check, int resetPercent)
    {
        Datapath path = run.Path;
        int scenarios = run.Count(Scenarios);
        for (int i = 0; i < scenarios; i++)
        {
            Random random = run.Random(check, i);
            DequantTile[] tiles =
                [.. Enumerable.Range(0, TilesPerScenario).Select(_ => DequantValues.Tile(path, random, resetPercent))];
            Count(run, tiles);
            yield return new SequenceScenario<DequantTile>(
                tiles,
                (layout, items) => DequantStimulus.Of(layout, path, items),
                DequantTile.Simpler,
                tile => tile.IsWhole ? tile.RowScales.Length : 0);
        }
    }

    private static void Count(CheckRun run, IReadOnlyList<DequantTile> tiles)
    {
        Datapath path = run.Path;
        NumberFormat output = path.Design.Output;
        run.Coverage.Declare(CoverGroup.Cross(
            Coverage,
            SumsOf(path),
            ValueClass.All(NumberFormats.Fp16)));

        // A sum of products of binary16 scales is far from both ends of an exponent of eight bits, and adding to +0
        // never gives -0.
        string[] unreachable = output.ExponentBits < 8 ? []
            : path.Design.ActivationScale ? ["subnormal", "largest"] : ["subnormal", "largest", "-0"];
        run.Coverage.Declare(new CoverGroup(Results, [.. ValueClass.All(output).Except(unreachable)]));
        foreach (DequantTile tile in tiles)
        {
            foreach (DequantEntry entry in tile.Entries)
            {
                run.Coverage.Hit(Coverage, CoverGroup.Both(
                    Class(DequantGolden.Corrected(path, entry)), ValueClass.Of(NumberFormats.Fp16, entry.Scale)));
            }

            foreach (uint result in DequantGolden.Results(path, tile))
            {
                run.Coverage.Hit(Results, ValueClass.Of(output, result));
            }
        }
    }

    // With zero points any special of a group is NaN, exact or not; an integer group has none.
    private static string[] SumsOf(Datapath path) => path switch
    {
        { IsFloat: false } => SumClasses,
        { IsExact: true, HasFlags: false } => [.. SumClasses, "NaN"],
        _ => [.. SumClasses, .. Specials],
    };

    private static string Class(float t) => t switch
    {
        float.PositiveInfinity => "+infinity",
        float.NegativeInfinity => "-infinity",
        float.NaN => "NaN",
        0 => "0",
        _ => t > 0 ? "positive" : "negative",
    };
}
