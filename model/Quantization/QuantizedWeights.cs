using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Model.Quantization;

/// <summary>A weight matrix in groups along K, each with a scale and perhaps a zero point.</summary>
/// <param name="N">Rows, the output channels.</param>
/// <param name="K">Columns.</param>
/// <param name="Group">Group length; the last group of a row may be shorter.</param>
/// <param name="Format">Format of the codes: an integer one, or floating point without zero points.</param>
/// <param name="Codes">[N, K] codes.</param>
/// <param name="Scales">[N, groups] bit patterns of <see cref="ScaleFormat"/>.</param>
/// <param name="ZeroPoints">[N, groups] zero points in the format's range, or null.</param>
public sealed record QuantizedWeights(
    int N, int K, int Group, NumberFormat Format, ushort[] Codes, ushort[] Scales, int[]? ZeroPoints)
{
    /// <summary>Format of the scales.</summary>
    public NumberFormat ScaleFormat { get; init; } = NumberFormats.Fp16;

    /// <summary>[N] binary16 bit patterns of the channels' scales where the groups' are integers, else null.</summary>
    public ushort[]? ChannelScales { get; init; }

    /// <summary>The scale of the whole matrix, a factor of every group's; 1 where it has none.</summary>
    public float TensorScale { get; init; } = 1;

    /// <summary>Length of the super groups, a multiple of <see cref="Group"/>; 0 where there are none.</summary>
    public int SuperGroup { get; init; }

    /// <summary>What super groups have besides the integer scales of their groups, else null.</summary>
    public SuperGroups? SuperGroups { get; init; }

    /// <summary>Groups along K, the short last one included.</summary>
    public int Groups => (int)(((long)K + Group - 1) / Group);

    /// <summary>The values that the codes stand for: scale·(code − zero), times the matrix's scale, with integer scales times that of the channel; with super groups
    /// d·scale·code − dmin·minimum; [N, K], exact.</summary>
    public double[] Dequantize()
    {
        var values = new double[Codes.Length];
        ushort[] codes = Format.IsPaired ? OutlierPairs.Elements(Codes, K) : Codes;
        for (int n = 0; n < N; n++)
        {
            for (int k = 0; k < K; k++)
            {
                int index = n * Groups + k / Group;
                double code = Format.IsFixedPoint
                    ? IntegerCodec.ToDouble(Format.Element, codes[n * K + k]) - (ZeroPoints?[index] ?? 0)
                    : Fp16.ToSingle(codes[n * K + k]);
                double scale = ScaleRounding.Value(ScaleFormat, Scales[index]) * TensorScale;
                if (SuperGroups is { } super)
                {
                    int at = n * ((K + SuperGroup - 1) / SuperGroup) + k / SuperGroup;
                    values[n * K + k] = (Fp16.ToSingle(super.Scales[at]) * scale * code)
                        - ((double)Fp16.ToSingle(super.Units[at]) * super.Minima[index]);
                    continue;
                }

                values[n * K + k] = code * scale * (ChannelScales is { } channels ? Fp16.ToSingle(channels[n]) : 1);
            }
        }

        return values;
    }
}
