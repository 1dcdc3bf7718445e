using System.Globalization;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>The tile: whole jobs, cycle by cycle, at all of its ports.</summary>
internal static class TileChecks
{
    private const int JobsPerScenario = 3;
    private const int Jobs = 48;
    private const int ShapeJobs = 16;
    private const int Faults = 90;
    private const int Restarts = 24;
    private const int Resets = 12;
    private const int LatestReset = 400;
    private const int FaultsPerScenario = 8;
    private const int SizeRegisterBits = 32;
    private const int MostRows = 255;

    public static IEnumerable<UnitCheck> All { get; } =
    [
        new(
            "tile/jobs", "tile", VerifyLevel.Quick,
            "jobs of any shape with stalls on every stream, registers and counters after each: every output in every cycle",
            _ => true,
            run => Draw(run, "tile/jobs", Jobs, (_, item, _) => item)),
        new(
            "tile/faults", "tile", VerifyLevel.Quick,
            "wrong packets, wrong sizes and aborts, and jobs after them: the cause, what is dropped, and every output",
            _ => true,
            run => Draw(run, "tile/faults", Faults, (random, item, kind) =>
                item with { Fault = TileFault.Draw(run.Design, kind, random) })),
        new(
            "tile/keep", "tile", VerifyLevel.Quick,
            "each byte of each input stream marked as none: the cause",
            _ => true,
            Keeps),
        new(
            "tile/packets", "tile", VerifyLevel.Quick,
            "a packet that ends with each row of X, and with each row of W in each of two passes, where only whole ones may end: the cause",
            _ => true,
            Packets),
        new(
            "tile/sizes", "tile", VerifyLevel.Quick,
            "each bit of a size, or of a number of slices, that is too large by itself: the job is refused",
            _ => true,
            Sizes),
        new(
            "tile/rows", "tile", VerifyLevel.Quick,
            "short jobs of each number of rows up to two passes and a bit, and about each power of two: every output of the job",
            _ => true,
            Rows),
        new(
            "tile/aborts", "tile", VerifyLevel.Quick,
            "an abort in each cycle of two short jobs, the last one and those after it too: the cause, and every output",
            _ => true,
            Aborts),
        new(
            "tile/restarts", "tile", VerifyLevel.Quick,
            "jobs that fail while blocks are computed, and a START in the first cycle that can have one: every output of the job",
            _ => true,
            run => Draw(run, "tile/restarts", Restarts, (random, item, kind) => item with
            {
                Fault = TileFault.DrawOfRunning(run.Design, kind, random),
                IsRestarted = true,
            })),
        new(
            "tile/reset", "tile", VerifyLevel.Quick,
            "a reset at any moment of a job, and whole jobs after it",
            _ => true,
            run => Draw(run, "tile/reset", Resets, (random, item, kind) => item with
            {
                ResetAfter = random.Next(2) == 0 ? random.Next(LatestReset) : -1,
                Fault = random.Next(5) == 0 ? TileFault.Draw(run.Design, kind, random) : null,
            })),
        OfShape(rows: 4, columns: 6, units: 2, rowBlocks: 2),
    ];

    // Three whole beats of results, units that share a column, and passes of a power of two of blocks. The rows of a
    // weight-stationary array decide what the text says.
    private static UnitCheck OfShape(int rows, int columns, int units, int rowBlocks)
    {
        string shape = string.Create(CultureInfo.InvariantCulture, $"{rows}x{columns}x{units}");
        string name = $"tile/shape_{shape}";
        return new UnitCheck(
            name, "tile", VerifyLevel.Quick,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the same at Rows, Columns and Units {shape} and RowBlocks {rowBlocks}, set by parameters, failures included"),
            design => design is { IsWeightStationary: false, SharedColumns: 1 },
            run => Draw(
                run.With(run.Design with
                {
                    Rows = rows,
                    Columns = columns,
                    DequantUnits = units,
                    Tile = run.Design.Tile with { RowBlocks = rowBlocks },
                }),
                name, ShapeJobs, (random, item, kind) =>
                    item with { Fault = random.Next(3) == 0 ? TileFault.Draw(run.Design, kind, random) : null }))
        {
            Variant = new UnitVariant(
                shape, new Dictionary<string, int>
                {
                    ["Rows"] = rows,
                    ["Columns"] = columns,
                    ["Units"] = units,
                    ["RowBlocks"] = rowBlocks,
                }),
        };
    }

    // K is long enough for beats in which all bytes count.
    private static IEnumerable<IScenario> Keeps(CheckRun run)
    {
        TileShape shape = new(run.Design);
        Random random = run.Random("tile/keep", 0);

        // The first beat of weights is of group parameters.
        TileFault[] faults =
        [
            .. Enumerable.Range(0, shape.XStream / 8).Select(
                i => new TileFault(TileFaultKind.XKeep, random.Next()) { Byte = i }),
            .. Enumerable.Range(0, shape.WStream / 8).SelectMany(i => new[]
            {
                new TileFault(TileFaultKind.WKeep, 0) { Byte = i },
                new TileFault(TileFaultKind.WKeep, random.Next()) { Byte = i },
            }),
            .. Enumerable.Range(0, shape.CStream / 8).Select(
                i => new TileFault(TileFaultKind.CKeep, random.Next()) { Byte = i }),
        ];

        // The largest K has the highest bit of all by itself.
        return Faulty(run, faults, random, fault => fault is { Kind: TileFaultKind.WKeep, Place: 0 }
            ? TileItem.OfLongestRows(run.Design, random)
            : TileItem.OfWholeBeats(run.Design, random));
    }

    // Each row but the last, which has to end one.
    private static IEnumerable<IScenario> Packets(CheckRun run)
    {
        Random random = run.Random("tile/packets", 0);
        Design design = run.Design;
        GemmOperands job = TileItem.OfTwoPasses(design, random).Operands;
        TileFault[] faults =
        [
            .. Enumerable.Range(0, job.M - 1).Select(row => new TileFault(TileFaultKind.XEarly, row)),
            .. Enumerable.Range(0, 2 * (job.N - 1)).Select(row => new TileFault(TileFaultKind.WEarly, row)),
        ];
        return Faulty(run, faults, random, _ => TileItem.OfTwoPasses(design, random));
    }

    private static IEnumerable<IScenario> Sizes(CheckRun run)
    {
        Random random = run.Random("tile/sizes", 0);
        int sizeBits = run.Design.Tile.SizeBits;
        TileFault[] faults =
        [
            .. new[] { ('M', sizeBits), ('N', sizeBits), ('K', TileShape.ValueBits(run.Design.Tile.MaxK)) }
                .SelectMany(size => Enumerable.Range(size.Item2, SizeRegisterBits - size.Item2), (size, bit) =>
                    new TileFault(TileFaultKind.Shape, 0) { Extra = (size.Item1, bit) }),
            .. run.Design.HasRunTimeSlices
                ? Enumerable.Range(TileFault.MostSliceBits, SizeRegisterBits - TileFault.MostSliceBits)
                    .Select(bit => new TileFault(TileFaultKind.Slices, 0) { Extra = ('S', bit) })
                : [],
        ];
        return Faulty(run, faults, random, _ => TileItem.OfOneBeat(run.Design, random));
    }

    // With one channel an odd number of beats comes before the rows are counted: what was wrong in between does not look right again.
    private static IEnumerable<IScenario> Rows(CheckRun run)
    {
        Random random = run.Random("tile/rows", 0);
        int most = Math.Min(MostRows, (1 << run.Design.Tile.SizeBits) - 1);
        int pass = new TileShape(run.Design).Timing.PassRows;
        IEnumerable<int> about = Enumerable.Range(0, run.Design.Tile.SizeBits).SelectMany(bit => new[] { (1 << bit) - 1, 1 << bit, (1 << bit) + 2 });
        return Enumerable.Range(1, (2 * pass) + 2).Concat(about).Where(m => m >= 1 && m <= most).Distinct()
            .Select(m => TileItem.OfOneChannel(run.Design, random, m)).Chunk(FaultsPerScenario).Select(jobs => Scenario(run, jobs));
    }

    // Without stalls, so that every one meets another cycle of the same job.
    private static IEnumerable<IScenario> Aborts(CheckRun run)
    {
        Random random = run.Random("tile/aborts", 0);
        Design design = run.Design;
        TileItem[] jobs = [TileItem.OfOneBeat(design, random), TileItem.OfTwoBlocks(design, random)];
        return jobs.SelectMany(job =>
        {
            TileItem calm = job with { StallX = 0, StallW = 0, StallY = 0, StallC = 0 };
            TileFault[] faults =
            [
                .. Enumerable.Range(0, TileItem.Cycles(design, calm)).Select(
                    after => new TileFault(TileFaultKind.Abort, 0) { After = after }),
            ];
            return Faulty(run, faults, random, _ => calm with { Noise = random.Next() });
        });
    }

    // A job for each fault, some in a scenario, and a right one at its end.
    private static IEnumerable<IScenario> Faulty(CheckRun run, TileFault[] faults, Random random, Func<TileFault, TileItem> draw) =>
        faults.Chunk(FaultsPerScenario).Select(part => Scenario(
            run, [.. part.Select(fault => draw(fault) with { Fault = fault }), TileItem.Draw(run.Design, random)]));

    // The last job of a scenario is whole and right: what came before it has left nothing behind.
    private static IEnumerable<IScenario> Draw(
        CheckRun run, string check, int scenarios, Func<Random, TileItem, int, TileItem> disturb)
    {
        for (int i = 0; i < run.Count(scenarios); i++)
        {
            Random random = run.Random(check, i);
            TileItem[] items = [.. Enumerable.Range(0, JobsPerScenario).Select(_ => TileItem.Draw(run.Design, random))];
            for (int job = 0; job < JobsPerScenario - 1; job++)
            {
                // Every kind of fault in turn, also as the first one.
                items[job] = disturb(random, items[job], i + job);
            }

            yield return Scenario(run, items);
        }
    }

    private static SequenceScenario<TileItem> Scenario(CheckRun run, IReadOnlyList<TileItem> items) => new(
        items,
        (layout, jobs) => TileStimulus.Of(layout, run.Path, jobs),
        item => TileItem.Simpler(run.Design, item),
        jobs => [.. jobs.Select(job => job.IsWhole && job.Fault is null ? (long)job.Operands.M * job.Operands.N : 0)]);
}
