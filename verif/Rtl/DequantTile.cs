using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Rtl;

/// <summary>One column of a tile as its dequantization unit sees it.</summary>
internal static class DequantTile
{
    /// <summary>Entries of a random GEMM of one channel and as many rows as the design has.</summary>
    public static IEnumerable<DequantEntry> Draw(Design design, Random random)
    {
        GemmOperands o = RandomOperands.Draw(design, random, design.Rows, 1, random.Next(1, 3 * design.Group));
        uint[] y = GoldenGemm.Run(design.Arithmetic, o);
        int groups = o.Scales.Length;
        for (int g = 0; g < groups; g++)
        {
            int start = g * design.Group;
            int length = Math.Min(design.Group, o.K - start);
            for (int row = 0; row < design.Rows; row++)
            {
                ReadOnlyMemory<ushort> w = o.Weights.AsMemory(start, length);
                ReadOnlyMemory<ushort> x = o.Activations.AsMemory((row * o.K) + start, length);
                bool isEnd = g == groups - 1;
                var ports = Group(design, w.Span, x.Span, random);
                ports["rst_ni"] = 1;
                ports["valid_i"] = 1;
                ports["first_i"] = g == 0 ? 1u : 0;
                ports["end_i"] = isEnd ? 1u : 0;
                ports["scale_i"] = o.Scales[g];
                if (o.ZeroPoints is { } zeros)
                {
                    ports["zero_i"] = IntegerCodec.Encode(design.Weights, zeros[g]);
                }

                // Without an end the scale of the row is noise.
                if (isEnd && o.ActivationScales is { } scales)
                {
                    ports["x_scale_i"] = scales[row];
                }

                yield return new DequantEntry(ports, isEnd ? y[row] : null, random.Next());
            }
        }
    }

    private static Dictionary<string, UInt128> Group(
        Design design, ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, Random random)
    {
        Datapath path = new(design);
        long noise = random.NextInt64();
        bool isFinite = design.Activations.IsInteger || !x.ContainsAnyInRange((ushort)0x7c00, (ushort)0x7fff)
            && !x.ContainsAnyInRange((ushort)0xfc00, (ushort)0xffff);
        UInt128 flag = isFinite ? 0 : UInt128.One << path.SumWidth;
        return design.Accumulator switch
        {
            AccumulatorKind.Fp32 => Ports(
                CanonicalBits.Of(GroupDot.Fp32(design.Weights, w, x, design.Lanes)),
                flag | CanonicalBits.Of(ActivationSum.Fp32(x, design.Lanes))),
            AccumulatorKind.Fp16 => Ports(
                CanonicalBits.Of(GroupDot.Fp16Sum(design.Weights, w, x, design.Lanes)),
                flag | CanonicalBits.Of(ActivationSum.Fp16Sum(x, design.Lanes))),

            // With zero points a special group's numbers are whatever they are; its flag decides.
            _ when design.ZeroPoint && !isFinite => Ports((UInt128)(Int128)noise, flag | (ulong)(noise & 0xffff)),
            _ => Ports(
                ExactState.Encode(GroupDot.Exact(design.Weights, w, design.Activations, x), path.AccWidth, noise),
                design.ZeroPoint
                    ? ExactState.Encode(ActivationSum.Exact(design.Activations, x), path.SumWidth, noise)
                    : 0),
        };
    }

    private static Dictionary<string, UInt128> Ports(UInt128 dot, UInt128 sum) => new()
    {
        ["dot_i"] = dot,
        ["sum_i"] = sum,
    };
}
