using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Weights as SpQR stores them (arXiv 2306.03078): codes of a few bits in short groups, and scales and zero points of the groups
/// in 3 bits each, in units that 16 rows share.</summary>
/// <param name="N">Rows, the output channels.</param>
/// <param name="K">Columns.</param>
/// <param name="Group">Group length along K.</param>
/// <param name="Format">Format of the codes, unsigned.</param>
/// <param name="Codes">[N, K] codes.</param>
/// <param name="Scales">Scales of the groups.</param>
/// <param name="ZeroPoints">Zero points of the groups.</param>
public sealed record SpqrWeights(
    int N, int K, int Group, NumberFormat Format, ushort[] Codes, BilevelNumbers Scales, BilevelNumbers ZeroPoints)
{
    /// <summary>Bits of a weight in memory, outliers apart: its code, its part of the 3-bit numbers of its group, and of the four binary16
    /// ones of 16 groups.</summary>
    public double Bits => Format.Bits
        + ((2.0 * BilevelNumbers.Bits) / Group) + (4.0 * NumberFormats.Fp16.Bits / (Group * BilevelNumbers.Block));

    /// <summary>Scale and zero point of a group as hardware takes them: the scale rounded to binary16, never negative; the zero point to a
    /// whole number that is a code.</summary>
    /// <param name="row">Row.</param>
    /// <param name="group">Group of the row.</param>
    public (ushort Scale, int Zero) OfGroup(int row, int group) => Rounded(Format, Scales.Value(row, group), ZeroPoints.Value(row, group));

    /// <summary>The same codes with one scale and one zero point a group.</summary>
    public QuantizedWeights ToGroups()
    {
        var scales = new ushort[N * Scales.Groups];
        int[] zeros = new int[scales.Length];
        for (int i = 0; i < scales.Length; i++)
        {
            (scales[i], zeros[i]) = OfGroup(i / Scales.Groups, i % Scales.Groups);
        }

        return new QuantizedWeights(N, K, Group, Format, Codes, scales, zeros);
    }

    private static (ushort Scale, int Zero) Rounded(NumberFormat format, double scale, double zero) => (
        Fp16.FromDouble(Math.Max(scale, 0)),
        (int)Math.Clamp(Math.Round(zero, MidpointRounding.ToEven), format.MinInteger, format.MaxInteger));
}
