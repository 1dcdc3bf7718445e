using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>Makes a failing case smaller while it fails: first the matrices, then the design (each try is a build),
/// then the values, towards 0 and 1.</summary>
/// <param name="fails">Whether a case fails.</param>
internal sealed class CaseShrinker(Func<RtlCase, bool> fails)
{
    /// <summary>The smallest failing case that single steps lead to.</summary>
    public RtlCase Shrink(RtlCase failing)
    {
        RtlCase small = Descend(failing, Shapes);
        small = Descend(small, Designs);
        return Descend(Descend(small, Shapes), Values);
    }

    // Takes the first smaller case that fails, until none does.
    private RtlCase Descend(RtlCase from, Func<RtlCase, IEnumerable<RtlCase>> smaller)
    {
        while (smaller(from).FirstOrDefault(fails) is { } next)
        {
            from = next;
        }

        return from;
    }

    private static IEnumerable<RtlCase> Shapes(RtlCase c)
    {
        GemmOperands o = c.Operands;
        Design design = c.Design;
        IEnumerable<GemmOperands> parts =
        [
            .. Parts(o.M).Select(part => OperandSlices.Rows(o, part.Start, part.Count)),
            .. Parts(o.N).Select(part => OperandSlices.Channels(o, part.Start, part.Count)),
            .. Parts(o.K).Select(part => OperandSlices.Inner(design, o, part.Start, part.Count)),
        ];
        return parts.Select(part => c with { Operands = part });
    }

    // Halves, then all but an end.
    private static (int Start, int Count)[] Parts(int length)
    {
        return length == 1
            ? []
            : [(0, length / 2), (length / 2, length - (length / 2)), (0, length - 1), (1, length - 1)];
    }

    private static IEnumerable<RtlCase> Designs(RtlCase c)
    {
        Design design = c.Design;
        (string Field, int Value, int Least)[] sizes =
        [
            ("dequant_units", design.DequantUnits, 1), ("rows", design.Rows, design.DequantUnits), ("columns", design.Columns, 1), ("lanes", design.Lanes, 1),
            ("group", design.Group, design.Lanes),
        ];
        foreach (var (field, value, least) in sizes)
        {
            foreach (int tried in new[] { least, value / 2 / least * least }.Where(v => v >= least && v < value))
            {
                RtlCase smaller = c.With(field, tried);
                if (HasRoom(smaller))
                {
                    yield return smaller;
                }
            }
        }
    }

    // Scales of groups that a shorter group would add are nowhere to be taken from.
    private static bool HasRoom(RtlCase c)
    {
        Design design = c.Design;
        return design.Group % design.Lanes == 0
            && c.Operands.Scales.Length == c.Operands.N * GemmCheck.Groups(design.Arithmetic, c.Operands.K);
    }

    private static IEnumerable<RtlCase> Values(RtlCase c)
    {
        IEnumerable<GemmOperands> simpler = OperandSlices.Simpler(c.Design, c.Operands);
        return simpler.Select(operands => c with { Operands = operands });
    }
}
