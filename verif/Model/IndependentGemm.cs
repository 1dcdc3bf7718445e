using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Model;

/// <summary>The contract a second time, on doubles: each operation is exact or innocuously rounded in binary64, then
/// rounded by the runtime's casts. Specials are IEEE arithmetic's own. Unfused only.</summary>
internal static class IndependentGemm
{
    public static uint[] Run(GemmArithmetic a, GemmOperands o)
    {
        int groups = (o.K + a.Group - 1) / a.Group;
        var y = new List<uint>();
        for (int m = 0; m < o.M; m++)
        {
            for (int n = 0; n < o.N; n++)
            {
                double accumulator = o.SuperGroups is { } super ? SuperGroups(a, o, super, m, n) : 0;
                for (int g = 0; g < groups && o.SuperGroups is null; g++)
                {
                    int[] ks = Enumerable.Range(g * a.Group, Math.Min(a.Group, o.K - g * a.Group)).ToArray();
                    double[] x = ks.Select(k => Value(a.Activations, o.Activations[m * o.K + k])).ToArray();
                    bool isSliced = a.Accumulator == AccumulatorKind.Sliced;
                    ushort[] codes = ks.Select(k => o.Weights[n * o.K + k]).ToArray();
                    double[] w = a.Weights.Name == "olive4" ? Olive(codes) : codes.Select(code => Value(a.Weights, code)).ToArray();
                    x = isSliced && a.Activations.IsInteger ? [.. x.Select(value => Lowest(value, g < a.WideGroups ? a.AlignedBits : a.NarrowBits))]
                        : isSliced ? Aligned(x, a.AlignedBits, a.Activations.Name == "bf16" ? -126 : -14)
                        : x;
                    double t = Group(a, w, x, o.ZeroPoints?[n * groups + g]);
                    double scale = Value(a.Scale, o.Scales[n * groups + g])
                        * (a.ActivationGroupScale is { } xFormat ? Value(xFormat, o.ActivationGroupScales![m * groups + g]) : 1);
                    accumulator = a.Scale.IsInteger ? accumulator + (t * scale) : R32(accumulator + R32(R32(t) * scale));
                }

                if (a.HasChannelScale)
                {
                    accumulator = R32(R32(accumulator) * Value(NumberFormats.Fp16, o.ChannelScales![n]));
                }

                double result = o.ActivationScales is null
                    ? accumulator
                    : R32(accumulator * Value(NumberFormats.Fp16, o.ActivationScales[m]));
                result = o.TensorScale is { } tensor ? R32(result * BitConverter.UInt32BitsToSingle(tensor)) : result;
                result = o.Addends is null ? result : R32(result + BitConverter.UInt32BitsToSingle(o.Addends[m * o.N + n]));
                y.Add(Encode(a.Output.Name, (float)result));
            }
        }

        return [.. y];
    }

    // Index by index: what a weight of a super group is made of decides which of two sums it goes to. binary64 has no room for their
    // difference, so it is taken apart: the sum and what it leaves, and odd if that is not zero, are all that rounding looks at.
    private static double SuperGroups(GemmArithmetic a, GemmOperands o, SuperGroups super, int m, int n)
    {
        double accumulator = 0;
        int count = (o.K + a.SuperGroup - 1) / a.SuperGroup;
        int groups = (o.K + a.Group - 1) / a.Group;
        for (int s = 0; s < count; s++)
        {
            double scaled = 0, minima = 0;
            for (int k = s * a.SuperGroup; k < Math.Min(o.K, (s + 1) * a.SuperGroup); k++)
            {
                double x = Value(a.Activations, o.Activations[m * o.K + k]);
                int index = n * groups + k / a.Group;
                scaled += o.Scales[index] * Value(a.Weights, o.Weights[n * o.K + k]) * x;
                minima += super.Minima[index] * x;
            }

            double d = Value(NumberFormats.Fp16, super.Scales[n * count + s]);
            double unit = Value(NumberFormats.Fp16, super.Units[n * count + s]);
            double f = Difference(d * scaled, unit * minima);
            accumulator = R32(accumulator + R32(f * Value(NumberFormats.Fp16, o.ActivationGroupScales![m * count + s])));
        }

        return accumulator;
    }

    // RN32(a - b), a and b exact, by Knuth's two-sum and rounding to odd in binary64, which has room for two bits more than twice binary32's.
    private static double Difference(double a, double b)
    {
        double sum = a - b;
        if (!double.IsFinite(sum))
        {
            return sum;
        }

        double part = sum - a;
        double error = (a - (sum - part)) - (b + part);
        bool isEven = (BitConverter.DoubleToInt64Bits(sum) & 1) == 0;
        if (error != 0 && isEven)
        {
            sum = error > 0 == sum > 0 ? BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) + 1)
                : BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(sum) - 1);
        }

        // An exact zero is +0.
        return sum == 0 ? 0 : R32(sum);
    }

    private static double Group(GemmArithmetic a, double[] w, double[] x, int? zero)
    {
        if (a.Accumulator == AccumulatorKind.Fp32Dot)
        {
            return w.Zip(x).Chunk(a.Lanes).Aggregate(0.0, (sum, beat) => FusedBeat(a, sum, beat));
        }

        (double dot, double sum, Func<double, double> round) = a.Accumulator switch
        {
            AccumulatorKind.Exact or AccumulatorKind.Sliced => (w.Zip(x, (p, q) => p * q).Sum(), x.Sum(), value => value),
            AccumulatorKind.Fp32 => (
                Beats(w.Zip(x, (p, q) => R32(p * q)).ToArray(), a.Lanes, R32), Beats(x, a.Lanes, R32), R32),
            _ => (
                Beats(w.Zip(x, (p, q) => Lane(a.Weights, (int)p, q)).ToArray(), a.Lanes, R16),
                Beats(x, a.Lanes, R16),
                (Func<double, double>)R16),
        };
        if (zero is not int z)
        {
            return dot;
        }

        return x.All(double.IsFinite) ? round(dot - round(z * sum)) : double.NaN;
    }

    // All terms cut off to multiples of a 2^25th of the largest place, their sum to 24 bits: doubles hold either exactly.
    private static double FusedBeat(GemmArithmetic a, double sum, (double W, double X)[] beat)
    {
        double[] products = [.. beat.Select(pair => pair.W * pair.X)];
        if (!double.IsFinite(sum) || !products.All(double.IsFinite))
        {
            return sum + products.Sum();
        }

        int least = 1 - a.Activations.Bias;
        bool hasExponent = a.Weights.ExponentBits > 3;
        double significands = (2 - Math.ScaleB(1, -a.Activations.FractionBits)) * (hasExponent
            ? 2 - Math.ScaleB(1, -a.Weights.FractionBits)
            : Math.ScaleB((double)a.Weights.ReachUnits, a.Weights.LsbExponent));
        int[] places =
        [
            .. beat.Where(pair => pair.W * pair.X != 0).Select(pair => Math.Max(Math.ILogB(pair.X), least)
                + Math.ILogB(significands) + (hasExponent ? Math.Max(Math.ILogB(pair.W), 1 - a.Weights.Bias) : 0)),
            .. sum == 0 ? Array.Empty<int>() : [Math.ILogB(sum) + 1],
        ];
        if (places.Length == 0)
        {
            return 0;
        }

        double total = CutOff(sum, places.Max() - 25) + products.Sum(product => CutOff(product, places.Max() - 25));
        return total == 0 ? 0 : CutOff(total, Math.ILogB(total) - 23);
    }

    private static double CutOff(double value, int unit) => Math.ScaleB(Math.Truncate(Math.ScaleB(value, -unit)), unit);

    // What integers of so many bits, the largest of which the group's largest exponent fills, stand for.
    private static double[] Aligned(double[] x, int bits, int least)
    {
        if (!x.All(double.IsFinite))
        {
            return [.. x.Select(_ => double.NaN)];
        }

        double largest = x.Max(Math.Abs);
        int exponent = largest == 0 ? least : Math.Max(least, Math.ILogB(largest));
        double unit = Math.Pow(2, exponent + 2 - bits);
        double limit = Math.Pow(2, bits - 1) - 1;
        return [.. x.Select(value => Math.Min(Math.Round(value / unit, MidpointRounding.ToEven), limit) * unit)];
    }

    // The integer of so many bits that differs from it by a multiple of two to their number.
    private static double Lowest(double value, int bits) => value - (Math.Pow(2, bits) * Math.Floor((value / Math.Pow(2, bits)) + 0.5));

    private static double Beats(double[] values, int lanes, Func<double, double> round) => values.Chunk(lanes)
        .Aggregate(0.0, (sum, beat) => round(sum + Tree([.. beat, .. new double[lanes - beat.Length]], round)));

    // Adjacent pairs level by level is: the largest power of two below the count on the left, the rest on the right.
    private static double Tree(double[] values, Func<double, double> round)
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        int left = 1;
        while (left * 2 < values.Length)
        {
            left *= 2;
        }

        return round(Tree(values[..left], round) + Tree(values[left..], round));
    }

    private static double Lane(NumberFormat format, int weight, double x)
    {
        if (weight == 0)
        {
            return double.IsFinite(x) ? 0 : double.NaN;
        }

        IEnumerable<double> partials = Enumerable.Range(0, format.Bits).Select(bit =>
        {
            double sign = format.Kind == NumberKind.Signed && bit == format.Bits - 1 ? -1 : 1;
            return (weight >> bit & 1) == 0 ? 0 : sign * R16(x * (1 << bit));
        });
        return Tree(partials.ToArray(), R16);
    }

    private static double Value(NumberFormat format, ushort code) => format.Kind switch
    {
        // The upper half of binary16, and of E4M3 all but one pattern are numbers.
        NumberKind.Float when format.Name == "fp8_e5m2" => (double)BitConverter.UInt16BitsToHalf((ushort)(code << 8)),
        NumberKind.Float when format.Name == "fp8_e4m3" => (code & 0x7f) == 0x7f ? double.NaN : Minifloat(format, code),
        NumberKind.Float when format.Bits < 8 => Minifloat(format, code),
        NumberKind.Float when format.Name == "bf16" => BitConverter.UInt32BitsToSingle((uint)code << 16),
        NumberKind.PowerOfTwo => code == 255 ? double.NaN : Math.Pow(2, code - 127),
        NumberKind.Float => (double)BitConverter.UInt16BitsToHalf(code),
        NumberKind.Minifloat => Minifloat(format, code),
        NumberKind.Ternary => code - 2.0,
        NumberKind.OutlierLane => Nibble(code % 16) + (16 * Nibble(code / 16)),
        NumberKind.Flint => (code < 8 ? 1 : -1) * new double[] { 0, 1, 2, 3, 16, 8, 4, 6 }[code % 8],
        NumberKind.Signed when code >= 1 << (format.Bits - 1) => code - (1 << format.Bits),
        _ => code,
    };

    // A table of 256 pairs of codes would have these: what is beside a 1000 is of the second row, all else of the first one. A victim is -0.
    private static double[] Olive(ushort[] codes)
    {
        double[] normals = [0, 1, 2, 3, 4, 5, 6, 7, -0.0, -7, -6, -5, -4, -3, -2, -1];
        double[] outliers = [8, 12, 16, 24, 32, 48, 64, 96, -8, -12, -16, -24, -32, -48, -64, -96];
        return codes.Chunk(2).SelectMany(pair => pair.Length == 1
            ? new[] { normals[pair[0]] }
            : [pair[1] == 8 ? outliers[pair[0]] : normals[pair[0]], pair[0] == 8 ? outliers[pair[1]] : normals[pair[1]]]).ToArray();
    }

    // A code's value by the formula of the standard: (−1)^s · 2^(e − bias) · (1 + f/2^m), of subnormals 2^(1 − bias) · f/2^m.
    private static double Minifloat(NumberFormat format, ushort code)
    {
        string bits = Convert.ToString(code, 2).PadLeft(format.Bits, '0');
        int e = Convert.ToInt32(bits[1..(1 + format.ExponentBits)], 2);
        double f = Convert.ToInt32("0" + bits[(1 + format.ExponentBits)..], 2) / Math.Pow(2, format.FractionBits);
        double magnitude = e == 0 ? Math.Pow(2, 1 - format.Bias) * f : Math.Pow(2, e - format.Bias) * (1 + f);
        return bits[0] == '1' ? -magnitude : magnitude;
    }

    private static int Nibble(int bits) => bits < 8 ? bits : bits - 16;

    private static double R32(double value) => (float)value;

    private static double R16(double value) => (double)(Half)value;

    private static uint Encode(string output, float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        return output switch
        {
            "fp32" => float.IsNaN(value) ? 0x7fc00000 : bits,
            "fp16" => float.IsNaN(value) ? 0x7e00u : BitConverter.HalfToUInt16Bits((Half)value),
            _ => float.IsNaN(value) ? 0x7fc0u : (bits + 0x7fff + (bits >> 16 & 1)) >> 16,
        };
    }
}
