using MixPe.Flow.Gemm;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Cycles;
using MixPe.Model.Golden;
using MixPe.Sim.Devices.Tile;

namespace MixPe.Flow.Verify.Units;

/// <summary>A job for a tile.</summary>
/// <param name="Operands">Its operands.</param>
/// <param name="StallX">Cycles without activations, out of a hundred.</param>
/// <param name="StallW">Cycles without weights, out of a hundred.</param>
/// <param name="StallY">Cycles in which no result is taken, out of a hundred.</param>
/// <param name="ResetAfter">Cycles after which a reset ends it; −1 if none does.</param>
/// <param name="Fault">What goes wrong in it; null if nothing does.</param>
/// <param name="Noise">Seed of the stalls.</param>
internal sealed record TileItem(
    GemmOperands Operands, int StallX, int StallW, int StallY, int ResetAfter, TileFault? Fault, int Noise)
{
    private static readonly int[] Percent = [0, 0, 20, 60, 90];

    /// <summary>Cycles without addends, out of a hundred.</summary>
    public int StallC { get; init; }

    /// <summary>What the register PACKETS says of the job.</summary>
    public int Packets { get; init; }

    /// <summary>Slices of an activation, where a register says how many; 0 for as many as the design has.</summary>
    public int Slices { get; init; }

    /// <summary>Groups of K, the first ones, that have so many, where it is told; the others have one.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>The design that always has so many.</summary>
    public Design In(Design design) => design.WithSlices(Slices, WideGroups);

    /// <summary>If it fails by a packet or an abort, a START in the first cycle that can have one runs it again, without the fault.</summary>
    public bool IsRestarted { get; init; }

    /// <summary>True if the job runs to an end, be it a failure.</summary>
    public bool IsWhole => ResetAfter < 0;

    /// <summary>A random job: some have many rows of X, or of W, or a long K; the others are short enough for a simulator of
    /// gates.</summary>
    public static TileItem Draw(Design design, Random random)
    {
        int kind = random.Next(12);
        int most = Math.Min(255, (1 << design.Tile.SizeBits) - 1);
        int pass = new TileShape(design).Timing.PassRows;
        int few = 2 * design.Lanes;
        int group = random.Next(2) == 0 ? 3 * design.Group : 6 * design.Lanes;
        (int m, int n, int k) = kind switch
        {
            0 => (most, design.Columns + 1, few),
            1 => (design.Rows + 1, most, few),
            2 or 4 => (design.Rows, 2 * design.Columns, design.Tile.MaxK),
            3 => (3 * pass, most, design.Lanes),
            _ => (Math.Min(most, (7 * pass / 2) + 1), Math.Min(most, 3 * design.Columns), group),
        };

        // Half of the long ones end a row or two beside a pass: one row more or less is another pass then.
        m = kind == 0 && pass < most && random.Next(2) == 0
            ? Math.Clamp((pass * random.Next(1, (most / pass) + 1)) + random.Next(-2, 3), 1, most)
            : random.Next(1, m + 1);
        n = random.Next(1, n + 1);
        k = Math.Min(design.Tile.MaxK, kind is 2 or 4 ? k - (random.Next(2) * random.Next(k / 2)) : random.Next(1, k + 1));

        // Whole groups too: what is left of K is then a multiple of them to the end.
        return Of(design, random, m, n, k > design.Group && k % 4 == 0 ? k - (k % design.Group) : k);
    }

    /// <summary>A random small job whose streams have beats that are full, those of group parameters too, if the tile takes
    /// so long a K.</summary>
    public static TileItem OfWholeBeats(Design design, Random random)
    {
        TileTiming timing = new TileShape(design).Timing;
        int beat = Math.Max(Math.Max(timing.XElements, timing.WElements), timing.Parameters * timing.Group);
        int k = Math.Min(design.Tile.MaxK, beat + random.Next(design.Group));
        return Of(design, random, random.Next(1, design.Rows + 1), random.Next(1, design.Columns + 1), k);
    }

    /// <summary>A random small job of the largest K.</summary>
    public static TileItem OfLongestRows(Design design, Random random) =>
        Of(design, random, random.Next(1, design.Rows + 1), random.Next(1, design.Columns + 1), design.Tile.MaxK);

    /// <summary>A random job of one channel and one beat a block.</summary>
    public static TileItem OfOneChannel(Design design, Random random, int m) =>
        Of(design, random, m, 1, Math.Min(design.Tile.MaxK, design.Lanes));

    /// <summary>The smallest job.</summary>
    public static TileItem OfOneBeat(Design design, Random random) => Of(design, random, 1, 1, 1);

    /// <summary>A random job of a beat a block, and two blocks of rows.</summary>
    public static TileItem OfTwoBlocks(Design design, Random random) =>
        Of(design, random, design.Rows + 1, design.Columns, design.Lanes);

    /// <summary>A random job of a beat a block, two passes, and more than a block of channels.</summary>
    public static TileItem OfTwoPasses(Design design, Random random) => Of(
        design, random, new TileShape(design).Timing.PassRows + 1, design.Columns + 1, Math.Min(design.Tile.MaxK, design.Lanes));

    /// <summary>Cycles that it takes, streams that never stall and one more.</summary>
    public static int Cycles(Design design, TileItem item) => 1 + (int)TileCycleModel.Run(
        new TileShape(design).Timing, new TileJob(item.Operands.M, item.Operands.N, item.Operands.K) { Slices = item.Slices, WideGroups = item.WideGroups }).Busy;

    private static TileItem Of(Design design, Random random, int m, int n, int k) => new(
        // What is in one place of a buffer has to show.
        random.Next(4) > 0 ? RandomOperands.Plain(design, random, m, n, k) : RandomOperands.Draw(design, random, m, n, k),
        Percent[random.Next(Percent.Length)],
        Percent[random.Next(Percent.Length)],
        Percent[random.Next(Percent.Length)],
        -1,
        null,
        random.Next())
    {
        StallC = design.HasAddend ? Percent[random.Next(Percent.Length)] : 0,
        Packets = random.Next((TileDevice.XRows | TileDevice.WRows) + 1),
        Slices = design.HasRunTimeSlices ? random.Next(1, design.Slices + 1) : 0,
        WideGroups = !design.HasWideGroups ? int.MaxValue
            : random.Next(8) == 0 ? random.Next()
            : random.Next(((k + design.Group - 1) / design.Group) + 1),
    };

    /// <summary>Simpler jobs: fewer rows and columns, a shorter K, no stalls, simpler numbers.</summary>
    public static IEnumerable<TileItem> Simpler(Design design, TileItem item)
    {
        GemmOperands o = item.Operands;
        if (o.M > 1)
        {
            yield return item with { Operands = OperandSlices.Rows(o, 0, o.M / 2) };
            yield return item with { Operands = OperandSlices.Rows(o, 0, o.M - 1) };
        }

        if (o.N > 1)
        {
            yield return item with { Operands = OperandSlices.Channels(o, 0, o.N / 2) };
            yield return item with { Operands = OperandSlices.Channels(o, 0, o.N - 1) };
        }

        if (o.K > 1)
        {
            yield return item with { Operands = OperandSlices.Inner(design, o, 0, o.K / 2) };
            yield return item with { Operands = OperandSlices.Inner(design, o, 0, o.K - 1) };
        }

        if (item.Packets > 0)
        {
            yield return item with { Packets = 0 };
        }

        if (item.Slices > 1)
        {
            yield return item with { Slices = 1 };
        }

        if (item.WideGroups is > 0 and < int.MaxValue)
        {
            yield return item with { WideGroups = 0 };
        }

        if (item.Fault is not null)
        {
            yield return item with { Fault = null };
        }

        if (item.IsRestarted)
        {
            yield return item with { IsRestarted = false };
        }

        foreach (TileItem calm in new[] { item with { StallX = 0 }, item with { StallW = 0 }, item with { StallY = 0 }, item with { StallC = 0 } })
        {
            if (calm != item)
            {
                yield return calm;
            }
        }

        foreach (GemmOperands simple in OperandSlices.Simpler(design, o))
        {
            yield return item with { Operands = simple };
        }
    }
}
