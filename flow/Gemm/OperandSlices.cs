using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Gemm;

/// <summary>Parts of a GEMM's operands.</summary>
public static class OperandSlices
{
    // The binary32 pattern of 1.
    private const uint Unit = 0x3f800000;

    /// <summary>Rows start to start + count − 1 of X.</summary>
    public static GemmOperands Rows(GemmOperands o, int start, int count)
    {
        int groups = (o.ActivationGroupScales?.Length ?? 0) / o.M;
        return o with
        {
            M = count,
            Activations = o.Activations[(start * o.K)..((start + count) * o.K)],
            ActivationScales = o.ActivationScales?[start..(start + count)],
            ActivationGroupScales = o.ActivationGroupScales?[(start * groups)..((start + count) * groups)],
            Addends = o.Addends?[(start * o.N)..((start + count) * o.N)],
        };
    }

    /// <summary>Rows start to start + count − 1 of W.</summary>
    public static GemmOperands Channels(GemmOperands o, int start, int count)
    {
        int groups = o.Scales.Length / o.N;
        return o with
        {
            N = count,
            Weights = o.Weights[(start * o.K)..((start + count) * o.K)],
            Scales = o.Scales[(start * groups)..((start + count) * groups)],
            ChannelScales = o.ChannelScales?[start..(start + count)],
            ZeroPoints = o.ZeroPoints?[(start * groups)..((start + count) * groups)],
            SuperGroups = o.SuperGroups?.Slice(o.N, start, count),
            Addends = o.Addends is { } addends ? Take(addends, o.N, start, count) : null,
        };
    }

    /// <summary>Elements start to start + count − 1 of K, in groups of the design: a group keeps the scale that stood
    /// at its place, counted from the group of the first element. Words of weights are others: of two outliers that come into one the one is cut off.</summary>
    public static GemmOperands Inner(Design design, GemmOperands o, int start, int count)
    {
        int before = o.Scales.Length / o.N;
        int after = GemmCheck.Groups(design.Arithmetic, count);
        int first = Math.Min(start / design.Group, before - after);
        int supersBefore = GemmCheck.ActivationScaleGroups(design.Arithmetic, o.K);
        int supersAfter = GemmCheck.ActivationScaleGroups(design.Arithmetic, count);
        int firstSuper = design.HasMinima ? Math.Min(start / design.SuperGroup, supersBefore - supersAfter) : first;
        return o with
        {
            K = count,
            Weights = design.Weights.HasOutlierLane
                ? OutlierWord.WithOneOutlier(Take(o.Weights, o.K, start, count), count, design.Lanes)
                : Take(o.Weights, o.K, start, count),
            Activations = Take(o.Activations, o.K, start, count),
            Scales = Take(o.Scales, before, first, after),
            ZeroPoints = o.ZeroPoints is { } zeros ? Take(zeros, before, first, after) : null,
            ActivationGroupScales = o.ActivationGroupScales is { } scales ? Take(scales, supersBefore, firstSuper, supersAfter) : null,
            SuperGroups = o.SuperGroups is { } super
                ? new SuperGroups(
                    Take(super.Scales, supersBefore, firstSuper, supersAfter), Take(super.Units, supersBefore, firstSuper, supersAfter),
                    Take(super.Minima, before, first, after))
                : null,
        };
    }

    /// <summary>The same GEMM with rows of zeros below X and W, up to m and n of them.</summary>
    public static GemmOperands Pad(Design design, GemmOperands o, int m, int n)
    {
        int groups = GemmCheck.Groups(design.Arithmetic, o.K);
        int supers = GemmCheck.ActivationScaleGroups(design.Arithmetic, o.K);
        return o with
        {
            M = m,
            N = n,
            Weights = Longer(o.Weights, n * o.K, WeightOf(design, 0)),
            Activations = Longer(o.Activations, m * o.K),
            Scales = Longer(o.Scales, n * groups),
            ChannelScales = o.ChannelScales is { } channels ? Longer(channels, n) : null,
            ZeroPoints = o.ZeroPoints is { } zeros ? Longer(zeros, n * groups) : null,
            ActivationScales = o.ActivationScales is { } scales ? Longer(scales, m) : null,
            ActivationGroupScales = o.ActivationGroupScales is { } groupScales ? Longer(groupScales, m * supers) : null,
            SuperGroups = o.SuperGroups is { } super
                ? new SuperGroups(Longer(super.Scales, n * supers), Longer(super.Units, n * supers), Longer(super.Minima, n * groups))
                : null,
            Addends = o.Addends is { } addends ? Wider(addends, o.N, m, n) : null,
        };
    }

    /// <summary>The same GEMM with one number simpler: codes towards 0 and 1, scales 1, zero points 0.</summary>
    public static IEnumerable<GemmOperands> Simpler(Design design, GemmOperands o)
    {
        ushort one = design.Activations.IsInteger ? (ushort)1 : (ushort)FloatBits.One(design.Activations);
        return
        [
            .. Simpler(o.Weights, WeightOf(design, 0), WeightOf(design, 1)).Select(w => o with { Weights = w }),
            .. Simpler<ushort>(o.Activations, 0, one).Select(x => o with { Activations = x }),
            .. Simpler(o.Scales, ScaleRounding.One(design.Scale)).Select(s => o with { Scales = s }),
            .. Simpler<ushort>(o.ChannelScales ?? [], 0x3c00).Select(s => o with { ChannelScales = s }),
            .. SuperGroupsOf(o).Select(super => o with { SuperGroups = super }),
            .. Simpler(o.ZeroPoints ?? [], 0).Select(z => o with { ZeroPoints = z }),
            .. Simpler<ushort>(o.ActivationScales ?? [], 0x3c00).Select(s => o with { ActivationScales = s }),
            .. Simpler(o.ActivationGroupScales ?? [], ScaleRounding.One(design.ActivationGroupScale ?? NumberFormats.Fp16))
                .Select(s => o with { ActivationGroupScales = s }),
            .. o.TensorScale is { } and not Unit ? [o with { TensorScale = Unit }] : Array.Empty<GemmOperands>(),
            .. Simpler(o.Addends ?? [], 0u, 0x3f800000u).Select(c => o with { Addends = c }),
        ];
    }

    private static IEnumerable<SuperGroups> SuperGroupsOf(GemmOperands o) => o.SuperGroups is not { } super ? [] :
    [
        .. Simpler<ushort>(super.Scales, 0x3c00).Select(s => super with { Scales = s }),
        .. Simpler<ushort>(super.Units, 0, 0x3c00).Select(u => super with { Units = u }),
        .. Simpler<ushort>(super.Minima, 0).Select(m => super with { Minima = m }),
    ];

    // Each element at a time, by the simplest value that is not simpler already.
    private static IEnumerable<T[]> Simpler<T>(T[] values, params T[] simplest)
    {
        for (int i = 0; i < values.Length; i++)
        {
            int rank = Array.IndexOf(simplest, values[i]);
            foreach (T value in rank < 0 ? simplest : simplest[..rank])
            {
                T[] changed = [.. values];
                changed[i] = value;
                yield return changed;
            }
        }
    }

    // The code of 0 or of the smallest number above it; of binary16 the pattern itself.
    private static ushort WeightOf(Design design, int value) =>
        design.Weights.IsFixedPoint ? IntegerCodec.Encode(design.Weights, value) : (ushort)value;

    private static T[] Longer<T>(T[] values, int length, T fill = default)
        where T : struct
    {
        var longer = new T[length];
        Array.Fill(longer, fill);
        values.CopyTo(longer, 0);
        return longer;
    }

    private static uint[] Wider(uint[] matrix, int columns, int m, int n)
    {
        uint[] wider = new uint[m * n];
        for (int row = 0; row < matrix.Length / columns; row++)
        {
            Array.Copy(matrix, row * columns, wider, row * n, columns);
        }

        return wider;
    }

    private static T[] Take<T>(T[] matrix, int columns, int start, int count) =>
        [.. matrix.Chunk(columns).SelectMany(row => row[start..(start + count)])];
}
