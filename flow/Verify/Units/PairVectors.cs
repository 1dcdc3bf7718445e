using MixPe.Flow.Verify.Values;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;
using MixPe.Model.Golden;

namespace MixPe.Flow.Verify.Units;

/// <summary>Operands of what multiplies by the scales of both operands' groups: that of X lies above that of W.</summary>
internal static class PairVectors
{
    /// <summary>Width of both.</summary>
    public static int Bits(Design design) => design.FloatScale.Bits + ActivationScale(design).Bits;

    /// <summary>A binary32 number by both, rounded once.</summary>
    public static VectorSpecification Products(Datapath path) => new((stimulus, i) =>
    {
        var (w, x) = Scales(path.Design, (uint)stimulus.Input(i, "scale_i"));
        float product = Dequantize.Multiply(
            Single(stimulus, i), path.Design.FloatScale, w, ActivationScale(path.Design), x);
        stimulus.Expect(i, "product_o", CanonicalBits.Of(product));
    })
    {
        IsLegal = (stimulus, i) => IsScalable(path, (uint)stimulus.Input(i, "a_i")),
    };

    /// <summary>Writes a vector of the product; where small numbers are allowed half of them around the smallest results.</summary>
    public static void WriteProduct(CheckRun run, Stimulus stimulus, int i, Random random)
    {
        Datapath path = run.Path;
        NumberFormat w = path.Design.FloatScale;
        NumberFormat x = ActivationScale(path.Design);
        var (wCode, xCode) = (FloatPatterns.Any(w, random), FloatPatterns.Any(x, random));
        uint a = Fp32Patterns.Any(random);
        if (path.HasWideScaling && random.Next(2) == 0)
        {
            int sum = 127 + w.Bias + x.Bias - random.Next(120, 152) - Exponent(w, wCode) - Exponent(x, xCode);
            a = (a & 0x807fffff) | (uint)Math.Clamp(sum, 0, 254) << 23;
        }

        stimulus.Set(i, "a_i", IsScalable(path, a) ? a : a ^ 0x40000000);
        stimulus.Set(i, "scale_i", wCode | (uint)xCode << w.Bits);
    }

    /// <summary>The product of the scales, taken apart.</summary>
    public static VectorSpecification Parts(Design design) => new((stimulus, i) =>
    {
        NumberFormat wFormat = design.FloatScale;
        NumberFormat xFormat = ActivationScale(design);
        var (w, x) = Scales(design, (uint)stimulus.Input(i, "x_i"));
        double product = FloatBits.ToDouble(wFormat, w) * FloatBits.ToDouble(xFormat, x);
        stimulus.Expect(i, "nan_o", double.IsNaN(product) ? 1u : 0);
        if (double.IsNaN(product))
        {
            return;
        }

        stimulus.Expect(i, "neg_o", double.IsNegative(product) ? 1u : 0);
        stimulus.Expect(i, "inf_o", double.IsInfinity(product) ? 1u : 0);
        if (double.IsFinite(product))
        {
            FloatParts wParts = FloatBits.Unpack(wFormat, w);
            FloatParts xParts = FloatBits.Unpack(xFormat, x);
            stimulus.Expect(i, "sig_o", (uint)(wParts.Significand * xParts.Significand));
            stimulus.Expect(
                i, "shift_o", (uint)(wParts.Exponent + xParts.Exponent - wFormat.SubnormalExponent - xFormat.SubnormalExponent));
        }
    });

    /// <summary>Writes a vector of it.</summary>
    public static void WriteParts(CheckRun run, Stimulus stimulus, int i, Random random) => stimulus.Set(
        i, "x_i",
        FloatPatterns.Any(run.Design.FloatScale, random)
            | (uint)FloatPatterns.Any(ActivationScale(run.Design), random) << run.Design.FloatScale.Bits);

    private static NumberFormat ActivationScale(Design design) => design.ActivationGroupScale!;

    private static (ushort W, ushort X) Scales(Design design, uint bits)
    {
        int width = design.FloatScale.Bits;
        return ((ushort)(bits & ((1u << width) - 1)), (ushort)(bits >> width));
    }

    private static int Exponent(NumberFormat format, ushort code) =>
        code >> format.FractionBits & ((1 << format.ExponentBits) - 1);

    private static float Single(Stimulus stimulus, int i) =>
        BitConverter.UInt32BitsToSingle((uint)stimulus.Input(i, "a_i"));

    /// <summary>True for what a multiplication by scales takes: zero, special, or as large as what a group leaves, unless small products are
    /// subnormal.</summary>
    internal static bool IsScalable(Datapath path, uint bits) => path.HasWideScaling
        || (bits >> 23 & 0xff) >= NumberFormats.Fp32.Bias + path.LeastScaledExponent || (bits & 0x7fffffff) == 0;
}
