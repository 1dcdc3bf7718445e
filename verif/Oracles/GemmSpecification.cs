using System.Numerics;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Verif.Oracles;

/// <summary>The arithmetic contract on exact numbers, every rounding by definition; every accumulator, fused or not.
/// </summary>
/// <param name="a">The arithmetic.</param>
internal sealed class GemmSpecification(GemmArithmetic a)
{
    private static readonly BinaryFormat Single = BinaryFormat.Binary32;

    /// <summary>[M, N] outputs' bits.</summary>
    public uint[] Run(GemmOperands o)
    {
        var y = new uint[o.M * o.N];
        for (int m = 0; m < o.M; m++)
        {
            for (int n = 0; n < o.N; n++)
            {
                y[(m * o.N) + n] = Output(o, m, n);
            }
        }

        return y;
    }

    /// <summary>The dot product of a group.</summary>
    public Number Dot(ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x)
    {
        Number[] weights = Weights(w);
        if (a.Accumulator == AccumulatorKind.Fp32Dot)
        {
            Number sum = Number.Of(0);
            for (int start = 0; start < x.Length; start += a.Lanes)
            {
                int length = Math.Min(a.Lanes, x.Length - start);
                sum = FusedBeat(sum, weights[start..(start + length)], x.Slice(start, length).ToArray());
            }

            return sum;
        }

        var products = new Number[x.Length];
        Number[] values = Activations(x);
        for (int k = 0; k < products.Length; k++)
        {
            products[k] = a.Accumulator == AccumulatorKind.Fp16
                ? Copies(w[k], values[k])
                : Rounded(weights[k] * values[k]);
        }

        return Accumulate(products);
    }

    /// <summary>The sum of a group's activations.</summary>
    public Number Sum(ReadOnlySpan<ushort> x) => Accumulate(Activations(x));

    /// <summary>The dot product without the zero point's part.</summary>
    public Number Corrected(ReadOnlySpan<ushort> w, ReadOnlySpan<ushort> x, int? zero)
    {
        Number dot = Dot(w, x);
        if (zero is not { } z)
        {
            return dot;
        }

        foreach (ushort code in x)
        {
            if (Activation(code).Kind != NumberClass.Finite)
            {
                return Number.NaN;
            }
        }

        Number t = Rounded(dot + -Rounded(Number.Of(z) * Sum(x)));
        return IsExact && t.IsZero ? Number.Of(0) : t;
    }

    private uint Output(GemmOperands o, int m, int n)
    {
        int groups = (o.K + a.Group - 1) / a.Group;
        Number accumulator = Number.Of(0);
        if (o.SuperGroups is { } super)
        {
            accumulator = SuperGroups(o, super, m, n);
        }

        for (int g = 0; g < groups && o.SuperGroups is null; g++)
        {
            int start = g * a.Group;
            int length = Math.Min(a.Group, o.K - start);
            GemmSpecification group = g < a.WideGroups ? this : new(a with { AlignedBits = a.NarrowBits, WideGroups = int.MaxValue, NarrowBits = 0 });
            Number t = group.Corrected(
                o.Weights.AsSpan((n * o.K) + start, length),
                o.Activations.AsSpan((m * o.K) + start, length),
                o.ZeroPoints?[(n * groups) + g]);
            Number scale = Scale(a.Scale, o.Scales[(n * groups) + g]);
            if (a.ActivationGroupScale is { } format)
            {
                scale *= Scale(format, o.ActivationGroupScales![(m * groups) + g]);
            }

            if (o.ChannelScales is not null)
            {
                // Integers: nothing is rounded, and nothing has a sign but what is not zero.
                accumulator += t * scale;
                accumulator = accumulator.IsZero ? Number.Of(0) : accumulator;
                continue;
            }

            accumulator = Single.Round(a.Fused
                ? accumulator + (t * scale)
                : accumulator + Single.Round(Single.Round(t) * scale));
        }

        if (o.ChannelScales is { } channels)
        {
            accumulator = Single.Round(Single.Round(accumulator) * BinaryFormat.Binary16.Decode(channels[n]));
        }

        Number y = o.ActivationScales is { } scales
            ? Single.Round(accumulator * BinaryFormat.Binary16.Decode(scales[m]))
            : accumulator;
        if (o.TensorScale is { } tensor)
        {
            y = Single.Round(y * Single.Decode(tensor));
        }

        if (o.Addends is { } addends)
        {
            y = Single.Round(y + Single.Decode(addends[(m * o.N) + n]));
        }

        return OutputFormat.Encode(y);
    }

    // Sums of a super group and what they are multiplied by, all exact; three roundings.
    private Number SuperGroups(GemmOperands o, SuperGroups super, int m, int n)
    {
        int groups = (o.K + a.Group - 1) / a.Group;
        int count = (o.K + a.SuperGroup - 1) / a.SuperGroup;
        Number accumulator = Number.Of(0);
        for (int s = 0; s < count; s++)
        {
            Number scaled = Number.Of(0);
            Number minima = Number.Of(0);
            for (int start = s * a.SuperGroup; start < Math.Min(o.K, (s + 1) * a.SuperGroup); start += a.Group)
            {
                int length = Math.Min(a.Group, o.K - start);
                ReadOnlySpan<ushort> x = o.Activations.AsSpan((m * o.K) + start, length);
                int index = (n * groups) + (start / a.Group);
                scaled += Dot(o.Weights.AsSpan((n * o.K) + start, length), x) * Number.Of(o.Scales[index]);
                minima += Sum(x) * Number.Of(super.Minima[index]);
            }

            Number d = BinaryFormat.Binary16.Decode(super.Scales[(n * count) + s]);
            Number unit = BinaryFormat.Binary16.Decode(super.Units[(n * count) + s]);

            // Integers, and what they come to, have no sign where they are zero.
            Number difference = (d * Unsigned(scaled)) + -(unit * Unsigned(minima));
            Number product = Single.Round(Unsigned(difference)) * BinaryFormat.Binary16.Decode(o.ActivationGroupScales![(m * count) + s]);
            accumulator = Single.Round(accumulator + Single.Round(product));
        }

        return accumulator;
    }

    private static Number Unsigned(Number number) => number.Kind == NumberClass.Finite && number.IsZero ? Number.Of(0) : number;

    private static Number Scale(NumberFormat format, ushort code) => format.Name switch
    {
        "fp16" => BinaryFormat.Binary16.Decode(code),
        "bf16" => BinaryFormat.Bfloat16.Decode(code),
        "uint8" => Number.Of(code),
        "fp8_e4m3" => code is 0x7f or 0xff ? Number.NaN : new BinaryFormat(4, 3).DecodeFinite(code),
        _ => code == 0xff ? Number.NaN : Number.Of(new Dyadic(1, code - 127)),
    };

    private BinaryFormat OutputFormat => a.Output.Name switch
    {
        "fp32" => BinaryFormat.Binary32,
        "fp16" => BinaryFormat.Binary16,
        _ => BinaryFormat.Bfloat16,
    };

    // Exact: one sum, an exact zero is +0. Rounding: a tree of each beat's lanes, then the accumulator.
    private Number Accumulate(Number[] values)
    {
        if (IsExact)
        {
            return values.Aggregate(Number.Of(0), (sum, value) => sum + value);
        }

        Number accumulator = Number.Of(0);
        foreach (Number[] beat in values.Chunk(a.Lanes))
        {
            Number[] lanes = [.. beat, .. Enumerable.Repeat(Number.Of(0), a.Lanes - beat.Length)];
            accumulator = Rounded(accumulator + Tree(lanes));
        }

        return accumulator;
    }

    // Multiples of a 2^25th of the largest place that a term of its exponents can have, added, and the 24 highest places of that.
    private Number FusedBeat(Number accumulator, Number[] w, ushort[] x)
    {
        Number[] terms = [accumulator, .. w.Zip(x, (weight, activation) => weight * Activation(activation))];
        Number sum = terms.Aggregate((left, right) => left + right);
        if (sum.Kind != NumberClass.Finite)
        {
            return sum;
        }

        List<int> places = accumulator.IsZero ? [] : [Place(accumulator.Magnitude) + 1];
        for (int lane = 0; lane < x.Length; lane++)
        {
            if (!terms[lane + 1].IsZero)
            {
                places.Add(Exponent(a.Activations, Activation(x[lane])) + (a.Weights.ExponentBits > 3
                    ? Exponent(a.Weights, w[lane]) + Place(Significand(a.Activations) * Significand(a.Weights))
                    : Place(Significand(a.Activations) * new Dyadic(a.Weights.ReachUnits, a.Weights.LsbExponent))));
            }
        }

        if (places.Count == 0)
        {
            return Number.Of(0);
        }

        Number total = terms.Select(term => CutOff(term, places.Max() - 25)).Aggregate(Number.Of(0), (left, right) => left + right);
        return total.IsZero ? Number.Of(0) : CutOff(total, Place(total.Magnitude) - 23);
    }

    // The largest one: 2 less its last place.
    private static Dyadic Significand(NumberFormat format) => new((2 << format.FractionBits) - 1, -format.FractionBits);

    private static int Exponent(NumberFormat format, Number number) => Math.Max(Place(number.Magnitude), 1 - format.Bias);

    // The power of the highest bit that is set.
    private static int Place(Dyadic value) => (int)value.Integer.GetBitLength() - 1 + value.Power;

    private static Number CutOff(Number number, int unit)
    {
        int below = unit - number.Magnitude.Power;
        BigInteger whole = below <= 0 ? number.Magnitude.Integer << -below : number.Magnitude.Integer >> below;
        return Number.Of(new Dyadic(whole, unit), number.IsNegative && !whole.IsZero);
    }

    // The largest power of two below the count on the left, the rest on the right.
    private Number Tree(Number[] values)
    {
        if (values.Length == 1)
        {
            return values[0];
        }

        int left = 1;
        while (2 * left < values.Length)
        {
            left *= 2;
        }

        return Rounded(Tree(values[..left]) + Tree(values[left..]));
    }

    // The paper's reading: a rounded copy of the activation for each bit of the weight.
    private Number Copies(ushort weight, Number x)
    {
        if (weight == 0)
        {
            return x.Kind == NumberClass.Finite ? Number.Of(0) : Number.NaN;
        }

        var copies = new Number[a.Weights.Bits];
        for (int bit = 0; bit < copies.Length; bit++)
        {
            bool isSign = a.Weights.Kind == NumberKind.Signed && bit == copies.Length - 1;
            Number copy = Rounded(x * Number.Of(1L << bit));
            copies[bit] = (weight >> bit & 1) == 0 ? Number.Of(0) : isSign ? -copy : copy;
        }

        return Tree(copies);
    }

    private Number Rounded(Number number) => a.Accumulator switch
    {
        AccumulatorKind.Exact or AccumulatorKind.Sliced => number,
        AccumulatorKind.Fp32 => BinaryFormat.Binary32.Round(number),
        _ => BinaryFormat.Binary16.Round(number),
    };

    private Number[] Weights(ReadOnlySpan<ushort> codes)
    {
        var values = new Number[codes.Length];
        for (int k = 0; k < values.Length; k++)
        {
            bool isOutlier = a.Weights.Kind == NumberKind.OutlierPair && (k % 2 == 0 ? k + 1 < codes.Length && codes[k + 1] == 8 : codes[k - 1] == 8);
            values[k] = isOutlier ? Outlier(codes[k]) : Weight(codes[k]);
        }

        return values;
    }

    // Sign, exponent, fraction: (1 + f/2)·2^(e + 3).
    private static Number Outlier(ushort code)
    {
        Number value = Number.Of(new Dyadic(2 + (code & 1), ((code >> 1) & 3) + 2));
        return code > 7 ? -value : value;
    }

    // Two's complement of the upper four bits, of weight 16, and of the lower four.
    private static Number Upper(ushort code) => Number.Of(new Dyadic((code >> 4) - (code > 127 ? 16 : 0), 4));

    private static Number Lower(ushort code) => Number.Of((code & 7L) - (code & 8L));

    // The most negative integer is none, but a zero with a sign.
    private static Number Normal(ushort code) => code == 8 ? -Number.Of(0) : Number.Of(code > 8 ? code - 16L : code);

    private Number Weight(ushort code) =>
        a.Weights.IsInteger ? Integer(a.Weights, code)
        : a.Weights.Kind == NumberKind.Ternary ? Number.Of(code - 2L)
        : a.Weights.Kind == NumberKind.Flint ? Flint(code)
        : a.Weights.Kind == NumberKind.OutlierPair ? Normal(code)
        : a.Weights.Kind == NumberKind.OutlierLane ? Upper(code) + Lower(code)
        : a.Weights.IsMinifloat
            ? new BinaryFormat(a.Weights.ExponentBits, a.Weights.FractionBits).DecodeFinite(code)
        : BinaryFormat.Binary16.Decode(code);

    // Behind the sign: a zero, then an integer; a one, then how many zeros as far as the next one are an exponent, what follows a fraction.
    private static Number Flint(ushort code)
    {
        string bits = Convert.ToString(code & 7, 2).PadLeft(3, '0');
        int magnitude = bits[0] == '0' ? Convert.ToInt32(bits, 2)
            : bits[1] == '1' ? bits[2] == '1' ? 6 : 4
            : bits[2] == '1' ? 8 : 16;
        Number value = Number.Of(magnitude);
        return code > 7 ? -value : value;
    }

    private bool IsExact => a.Accumulator is AccumulatorKind.Exact or AccumulatorKind.Sliced;

    // A group's activations; with the accumulator sliced as integers in a unit that the largest one gives.
    private Number[] Activations(ReadOnlySpan<ushort> x)
    {
        var values = new Number[x.Length];
        for (int k = 0; k < values.Length; k++)
        {
            values[k] = Activation(x[k]);
        }

        return a.Accumulator != AccumulatorKind.Sliced ? values
            : a.Activations.IsInteger ? [.. values.Select(value => Number.Of(Lowest((long)value.Value.Integer << value.Value.Power, a.AlignedBits)))]
            : Aligned(values);
    }

    // Bit by bit: the highest of the lowest ones counts against the others.
    private static long Lowest(long value, int bits) =>
        Enumerable.Range(0, bits).Sum(bit => (value >> bit & 1) * (bit == bits - 1 ? -(1L << bit) : 1L << bit));

    private Number[] Aligned(Number[] values)
    {
        if (values.Any(value => value.Kind != NumberClass.Finite))
        {
            return [.. values.Select(_ => Number.NaN)];
        }

        // The power of two of the largest one, that of a subnormal at least.
        int power = a.Activations.Bias;
        while (power > 1 - a.Activations.Bias && values.All(value => value.Magnitude < new Dyadic(1, power)))
        {
            power--;
        }

        int bits = a.AlignedBits;
        return [.. values.Select(value => Aligned(value.Value, power + 2 - bits, (BigInteger.One << (bits - 1)) - 1))];
    }

    // The nearest multiple of 2^unit, of two the even one: from the one below upwards.
    private static Number Aligned(Dyadic value, int unit, BigInteger most)
    {
        int below = unit - value.Power;
        BigInteger floor = below <= 0 ? value.Integer << -below : value.Integer >> below;
        Dyadic twice = new Dyadic(2, 0) * (value - new Dyadic(floor, unit));
        int half = twice.CompareTo(new Dyadic(1, unit));
        BigInteger nearest = half > 0 || (half == 0 && !floor.IsEven) ? floor + 1 : floor;
        return Number.Of(new Dyadic(BigInteger.Min(nearest, most), unit));
    }

    private Number Activation(ushort code) =>
        a.Activations.Name switch
        {
            "fp16" => BinaryFormat.Binary16.Decode(code),
            "fp8_e5m2" => new BinaryFormat(5, 2).Decode(code),
            "bf16" => BinaryFormat.Bfloat16.Decode(code),
            "fp8_e4m3" => code is 0x7f or 0xff ? Number.NaN : new BinaryFormat(4, 3).DecodeFinite(code),
            "fp6_e3m2" => new BinaryFormat(3, 2).DecodeFinite(code),
            "fp6_e2m3" => new BinaryFormat(2, 3).DecodeFinite(code),
            "fp4_e2m1" => new BinaryFormat(2, 1).DecodeFinite(code),
            _ => Integer(a.Activations, code),
        };

    private static Number Integer(NumberFormat format, ushort code) => Number.Of(
        format.Kind == NumberKind.Signed && code >> (format.Bits - 1) != 0 ? code - (1L << format.Bits) : code);
}
