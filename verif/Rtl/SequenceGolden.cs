using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>Whether a register holds what the model says of a group.</summary>
internal static class SequenceGolden
{
    /// <summary>A PE's register. Where a design keeps specials in the activation sum, the dot product of a group that
    /// has any is never looked at.</summary>
    public static bool IsDot(Design design, (ushort[] Weights, ushort[] Activations) group, UInt128 state)
    {
        Datapath path = new(design);
        var (w, x) = group;
        switch (design.Accumulator)
        {
            case AccumulatorKind.Fp32:
                return (uint)state == CanonicalBits.Of(GroupDot.Fp32(design.Weights, w, x, design.Lanes));
            case AccumulatorKind.Fp16:
                return (ushort)state == CanonicalBits.Of(GroupDot.Fp16Sum(design.Weights, w, x, design.Lanes));
            default:
                bool counts = !design.ZeroPoint || IsFinite(design, x);
                return !counts || ExactState.Decode(state, path.AccWidth, path.HasFlags)
                    == GroupDot.Exact(design.Weights, w, design.Activations, x);
        }
    }

    /// <summary>An activation sum's register: its flag, and the sum unless the flag is set.</summary>
    public static bool IsSum(Design design, (ushort[] Weights, ushort[] Activations) group, UInt128 state)
    {
        Datapath path = new(design);
        ushort[] x = group.Activations;
        bool isFinite = IsFinite(design, x);
        bool hasFlag = design.Activations.Kind == NumberKind.Float && (state >> path.SumWidth & 1) != 0;
        if (hasFlag == isFinite)
        {
            return false;
        }

        return !isFinite || design.Accumulator switch
        {
            AccumulatorKind.Fp32 => (uint)state == CanonicalBits.Of(ActivationSum.Fp32(x, design.Lanes)),
            AccumulatorKind.Fp16 => (ushort)state == CanonicalBits.Of(ActivationSum.Fp16Sum(x, design.Lanes)),
            _ => ExactState.Decode(state & ((UInt128.One << path.SumWidth) - 1), path.SumWidth, false)
                == ActivationSum.Exact(design.Activations, x),
        };
    }

    private static bool IsFinite(Design design, ushort[] x) =>
        design.Activations.IsInteger || x.All(Fp16.IsFinite);
}
