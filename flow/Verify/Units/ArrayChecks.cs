using System.Globalization;
using MixPe.Flow.Verify.Coverage;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The array: whole tiles, cycle by cycle.</summary>
internal static class ArrayChecks
{
    private const string Groups = "array: group × offered × before its tile";
    private const string Tiles = "array: tile × before it";
    private const int TilesPerScenario = 12;
    private const int Scenarios = 20;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "array/tiles", "array", VerifyLevel.Quick,
            "tiles back to back and with idle cycles, short last groups, held beats: every output bit in every cycle",
            _ => true,
            run => Draw(run, "array/tiles", resetPercent: 0)),
        new(
            "array/reset", "array", VerifyLevel.Quick,
            "a reset at any phase of a tile, and whole tiles after it",
            _ => true,
            run => Draw(run, "array/reset", resetPercent: 50)),
        OfShape(5, 1, 1),
        OfShape(7, 3, 1),
        OfShape(6, 2, 3),
        OfStationaryShape(3, 1),
        OfStationaryShape(1, 2),
    ];

    // Which classes are possible depends on the rows: those of one shape are counted.
    private static UnitCheck OfShape(int rows, int columns, int units)
    {
        string shape = string.Create(CultureInfo.InvariantCulture, $"{rows}x{columns}")
            + (units == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"x{units}"));
        string name = $"array/shape_{shape}";
        return new UnitCheck(
            name, "array", VerifyLevel.Quick,
            $"the same at Rows, Columns and Units {shape}, set by parameters, resets included: every output bit in every cycle",
            design => !design.IsWeightStationary,
            run => Draw(
                run.With(run.Design with { Rows = rows, Columns = columns, DequantUnits = units }), name, resetPercent: 20, isCounted: false))
        {
            Variant = new UnitVariant(
                shape, new Dictionary<string, int>
                {
                    ["Rows"] = rows,
                    ["Columns"] = columns,
                    ["Units"] = units,
                }),
        };
    }

    // With weights that stay the rows decide the length of a group: not more than the design's, which all widths are for.
    private static UnitCheck OfStationaryShape(int rows, int columns)
    {
        string shape = string.Create(CultureInfo.InvariantCulture, $"{rows}x{columns}");
        string name = $"array/stationary_{shape}";
        return new UnitCheck(
            name, "array", VerifyLevel.Quick,
            $"the same at Rows and Columns {shape}, set by parameters, resets included: every output bit in every cycle",
            design => design.IsWeightStationary && design.Rows >= rows && columns % design.SharedColumns == 0,
            run => Draw(
                run.With((run.Design with { Rows = rows, Columns = columns }).WithGroup(rows * run.Design.Lanes)),
                name, resetPercent: 20, isCounted: false))
        {
            Variant = new UnitVariant(
                shape, new Dictionary<string, int> { ["Rows"] = rows, ["Columns"] = columns }),
        };
    }

    private static IEnumerable<IScenario> Draw(CheckRun run, string check, int resetPercent, bool isCounted = true)
    {
        int scenarios = run.Count(Scenarios);
        for (int i = 0; i < scenarios; i++)
        {
            Random random = run.Random(check, i);

            // The last tile is whole, so that every scenario compares something.
            ArrayTile[] tiles =
            [
                .. Enumerable.Range(1, TilesPerScenario).Select(
                    tile => ArrayTile.Draw(run.Design, random, tile < TilesPerScenario ? resetPercent : 0)),
            ];
            yield return new SequenceScenario<ArrayTile>(
                tiles,
                (layout, items) => Render(layout, run.Path, items),
                tile => ArrayTile.Simpler(run.Design, tile),
                items => Compared(run.Path, items));

            // Reached when the tiles have been run and were right.
            if (isCounted)
            {
                Count(run, tiles);
            }
        }
    }

    /// <summary>Tiles as the array meets them, whichever dataflow it has.</summary>
    internal static Stimulus Render(RecordLayout layout, Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        path.Design.IsWeightStationary
            ? StationaryArrayStimulus.Of(layout, path, tiles)
            : ArrayStimulus.Of(layout, path, tiles);

    private static IReadOnlyList<long> Compared(Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        path.Design.IsWeightStationary
            ? StationaryArrayStimulus.Compared(path, tiles)
            : ArrayStimulus.Compared(path, tiles);

    private static IReadOnlyList<ArrayGroup> Met(Datapath path, IReadOnlyList<ArrayTile> tiles) =>
        path.Design.IsWeightStationary
            ? StationaryArrayStimulus.Groups(path, tiles)
            : ArrayStimulus.Groups(path, tiles);

    private static void Count(CheckRun run, IReadOnlyList<ArrayTile> tiles)
    {
        Design design = run.Design;
        string[] before = ["tile", "reset"];
        run.Coverage.Declare(CoverGroup.Cross(
            Tiles, ["part of the array", "whole array"], before, (part, _) =>
                part != "whole array" && design is { Rows: 1, Columns: 1 }));
        run.Coverage.Declare(new CoverGroup(Groups,
        [
            .. from kind in ArrayGroup.Kinds(design)
               from offer in ArrayGroup.Offers
               from at in before
               where !ArrayGroup.IsImpossible(design, kind, offer, at == before[1])
               select CoverGroup.Both(CoverGroup.Both(kind, offer), at),
        ]));
        IReadOnlyList<long> compared = Compared(run.Path, tiles);
        foreach (ArrayGroup group in Met(run.Path, tiles))
        {
            run.Coverage.Hit(Groups, CoverGroup.Both(
                CoverGroup.Both(group.Kind(design), group.Offer), before[group.IsAfterReset ? 1 : 0]));
        }

        bool isAfterReset = true;
        foreach (var (tile, results) in tiles.Zip(compared))
        {
            if (results > 0)
            {
                bool isPart = tile.Operands.M < design.Rows || tile.Operands.N < design.Columns;
                run.Coverage.Hit(Tiles, CoverGroup.Both(
                    isPart ? "part of the array" : "whole array", before[isAfterReset ? 1 : 0]));
            }

            isAfterReset = !tile.IsWhole;
        }
    }
}
