using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>Parts of a GEMM's operands.</summary>
internal static class OperandSlices
{
    /// <summary>Rows start to start + count − 1 of X.</summary>
    public static GemmOperands Rows(GemmOperands o, int start, int count) => o with
    {
        M = count,
        Activations = o.Activations[(start * o.K)..((start + count) * o.K)],
        ActivationScales = o.ActivationScales?[start..(start + count)],
    };

    /// <summary>Rows start to start + count − 1 of W.</summary>
    public static GemmOperands Channels(GemmOperands o, int start, int count)
    {
        int groups = o.Scales.Length / o.N;
        return o with
        {
            N = count,
            Weights = o.Weights[(start * o.K)..((start + count) * o.K)],
            Scales = o.Scales[(start * groups)..((start + count) * groups)],
            ZeroPoints = o.ZeroPoints?[(start * groups)..((start + count) * groups)],
        };
    }

    /// <summary>Elements start to start + count − 1 of K, in groups of the design: a group keeps the scale that stood
    /// at its place, counted from the group of the first element.</summary>
    public static GemmOperands Inner(Design design, GemmOperands o, int start, int count)
    {
        int before = o.Scales.Length / o.N;
        int after = GemmCheck.Groups(design.Arithmetic, count);
        int first = Math.Min(start / design.Group, before - after);
        return o with
        {
            K = count,
            Weights = Take(o.Weights, o.K, start, count),
            Activations = Take(o.Activations, o.K, start, count),
            Scales = Take(o.Scales, before, first, after),
            ZeroPoints = o.ZeroPoints is { } zeros ? Take(zeros, before, first, after) : null,
        };
    }

    private static T[] Take<T>(T[] matrix, int columns, int start, int count) =>
        [.. matrix.Chunk(columns).SelectMany(row => row[start..(start + count)])];
}
