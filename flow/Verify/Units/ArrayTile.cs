using MixPe.Flow.Gemm;
using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>A GEMM of one tile on the array.</summary>
/// <param name="Operands">Of at most rows × columns outputs.</param>
/// <param name="IdlePercent">Cycles without an offered beat, out of a hundred.</param>
/// <param name="ResetAfter">Cycles after which a reset ends the tile; −1 if none does.</param>
/// <param name="Noise">Seed of idle cycles and of what must not matter.</param>
internal sealed record ArrayTile(GemmOperands Operands, int IdlePercent, int ResetAfter, int Noise)
{
    /// <summary>Slices of an activation, where the array is told; 0 for as many as the design has.</summary>
    public int Slices { get; init; }

    /// <summary>Groups of K, the first ones, that have so many, where it is told; the others have one.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>The design that always has so many.</summary>
    public Design In(Design design) => design.WithSlices(Slices, WideGroups);

    /// <summary>True if the tile's results leave.</summary>
    public bool IsWhole => ResetAfter < 0;

    /// <summary>A random tile: up to three groups and a bit of K, perhaps fewer outputs than the array has.</summary>
    public static ArrayTile Draw(Design design, Random random, int resetPercent)
    {
        int k = random.Next(4) switch
        {
            // Groups of one beat and tiles of one group stall; long ones do not.
            0 => random.Next(1, Math.Min(design.Group, 4 * design.Lanes) + 1),
            1 => design.Group * random.Next(1, 3),
            2 => (design.Group * random.Next(2)) + random.Next(1, Math.Min(design.Group, 2 * design.Lanes) + 1),
            _ => random.Next(1, (3 * design.Group) + 2),
        };
        GemmOperands o = RandomOperands.Draw(
            design.Array, random, random.Next(1, design.Rows + 1), random.Next(1, design.Columns + 1), k);
        int percent = random.Next(4) * 30;
        int reset = random.Next(100) < resetPercent
            ? random.Next((k / design.Lanes) + (2 * design.Rows) + design.Columns + 12)
            : -1;
        return new ArrayTile(o, percent, reset, random.Next())
        {
            Slices = design.HasRunTimeSlices ? random.Next(1, design.Slices + 1) : 0,
            WideGroups = design.HasWideGroups ? random.Next(4) : int.MaxValue,
        };
    }

    /// <summary>Simpler tiles: fewer rows, columns, indices of K; no idle cycles; simpler numbers.</summary>
    public static IEnumerable<ArrayTile> Simpler(Design design, ArrayTile tile)
    {
        GemmOperands o = tile.Operands;
        IEnumerable<GemmOperands> parts =
        [
            .. Parts(o.M).Select(part => OperandSlices.Rows(o, part.Start, part.Count)),
            .. Parts(o.N).Select(part => OperandSlices.Channels(o, part.Start, part.Count)),
            .. Parts(o.K).Select(part => OperandSlices.Inner(design, o, part.Start, part.Count)),
        ];
        foreach (GemmOperands part in parts)
        {
            yield return tile with { Operands = part };
        }

        if (tile.IdlePercent > 0)
        {
            yield return tile with { IdlePercent = 0 };
        }

        if (tile.Slices > 1)
        {
            yield return tile with { Slices = 1 };
        }

        if (tile.WideGroups is > 0 and < int.MaxValue)
        {
            yield return tile with { WideGroups = 0 };
        }

        if (tile.ResetAfter > 0)
        {
            yield return tile with { ResetAfter = tile.ResetAfter / 2 };
        }

        foreach (GemmOperands simple in OperandSlices.Simpler(design, o))
        {
            yield return tile with { Operands = simple };
        }
    }

    // Halves, then all but an end.
    private static (int Start, int Count)[] Parts(int length) => length == 1
        ? []
        : [(0, length / 2), (length / 2, length - (length / 2)), (0, length - 1), (1, length - 1)];
}
