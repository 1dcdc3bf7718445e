using System.Globalization;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Model.Stored;

/// <summary>E8M0 scales, 2^(e - 127) and for e = 255 NaN (OCP Microscaling Formats v1.0), beside codes of elements.</summary>
internal static class E8M0Scales
{
    private const int Bias = 127;
    private const int NaN = 255;

    // What binary16 has of them: subnormals down to 2^-24, numbers up to 2^15.
    private const int Least = Bias - 24;
    private const int Most = Bias + 15;

    /// <summary>The first scale that is no binary16 number, or -1.</summary>
    public static int FindOther(byte[] exponents) => Array.FindIndex(exponents, e => e is < Least or > Most);

    /// <summary>The same weights with their scales as binary16, which has each of them.</summary>
    public static QuantizedWeights AsFp16(QuantizedWeights codes, byte[] exponents) =>
        codes with { Scales = Array.ConvertAll(exponents, e => Fp16.FromDouble(Value(e))) };

    /// <summary>The values that the codes stand for, [N, K], exact.</summary>
    public static double[] Dequantize(QuantizedWeights codes, byte[] exponents)
    {
        ushort one = Fp16.FromDouble(1);
        double[] values = (codes with { Scales = [.. Enumerable.Repeat(one, exponents.Length)] }).Dequantize();
        for (int i = 0; i < values.Length; i++)
        {
            values[i] *= Value(exponents[(i / codes.K * codes.Groups) + (i % codes.K / codes.Group)]);
        }

        return values;
    }

    /// <summary>A scale in words.</summary>
    public static string Shown(byte exponent) =>
        exponent == NaN ? "NaN" : string.Create(CultureInfo.InvariantCulture, $"2^{exponent - Bias}");

    private static double Value(byte exponent) => exponent == NaN ? double.NaN : Math.ScaleB(1, exponent - Bias);
}
