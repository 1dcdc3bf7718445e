using MixPe.Flow.Verify.Values;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>The bits that a register must hold after a group, from the golden model, and which of them count.</summary>
internal static class GroupState
{
    /// <summary>A PE's register: the dot product. Where a design keeps specials in the activation sum, the dot product
    /// of a group that has any is never looked at.</summary>
    public static (UInt128 Value, UInt128 Care) Dot(Datapath path, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x)
    {
        var design = path.Design;
        switch (design.Accumulator)
        {
            case AccumulatorKind.Fp32:
                return (CanonicalBits.Of(GroupDot.Fp32(design.Weights, w, design.Activations, x, design.Lanes)), UInt128.MaxValue);
            case AccumulatorKind.Fp32Dot:
                return (CanonicalBits.Of(FusedDot.Group(design.Weights, w, design.Activations, x, design.Lanes)), UInt128.MaxValue);
            case AccumulatorKind.Fp16:
                return (CanonicalBits.Of(GroupDot.Fp16Sum(design.Weights, w, x, design.Lanes)), UInt128.MaxValue);
            default:
                break;
        }

        if (IsFinite(path, x))
        {
            ExactSum dot = GroupDot.Exact(design.Weights, w, design.Activations, x);
            return ((UInt128)(Int128)dot.Value & Mask(path.AccWidth), UInt128.MaxValue);
        }

        return path.HasFlags ? (Flags(path, w, x) << path.AccWidth, ~Mask(path.AccWidth)) : (0, 0);
    }

    /// <summary>An activation sum's register: its flag, and the sum unless the flag is set.</summary>
    public static (UInt128 Value, UInt128 Care) Sum(Datapath path, ReadOnlySpan<ushort> x)
    {
        if (!IsFinite(path, x))
        {
            return (UInt128.One << path.SumWidth, ~Mask(path.SumWidth));
        }

        UInt128 value = path.Design.Accumulator switch
        {
            AccumulatorKind.Fp32 => CanonicalBits.Of(ActivationSum.Fp32(path.Design.Activations, x, path.Design.Lanes)),
            AccumulatorKind.Fp16 => CanonicalBits.Of(ActivationSum.Fp16Sum(x, path.Design.Lanes)),
            _ => (UInt128)(Int128)ActivationSum.Exact(path.Design.Activations, x).Value & Mask(path.SumWidth),
        };
        return (value, UInt128.MaxValue);
    }

    /// <summary>The low bits of a word.</summary>
    public static UInt128 Mask(int bits) => bits >= 128 ? UInt128.MaxValue : (UInt128.One << bits) - 1;

    // NaN, +infinity and -infinity, each as soon as one product is it.
    private static UInt128 Flags(Datapath path, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x)
    {
        UInt128 flags = 0;
        NumberFormat weights = path.Design.Weights.Element;
        w = path.Design.Weights.IsPaired ? OutlierPairs.Elements(w) : w;
        for (int k = 0; k < x.Length; k++)
        {
            flags |= GroupDot.Exact(weights, w.Slice(k, 1), path.Design.Activations, x.Slice(k, 1)).Class
                switch
            {
                SumClass.NaN => path.FlagBits == 3 ? 4u : 1u,
                SumClass.PositiveInfinity => 2u,
                SumClass.NegativeInfinity => 1u,
                _ => 0u,
            };
        }

        return flags;
    }

    private static bool IsFinite(Datapath path, ReadOnlySpan<ushort> x) =>
        !path.IsFloat || FloatBits.AllFinite(path.Design.Activations, x);
}
