using System.Globalization;
using System.Numerics;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>The sums of a design, as polynomials of their operands.</summary>
/// <param name="path">The design's widths.</param>
internal sealed class AlgebraicClaims(Datapath path)
{
    private readonly int _lanes = path.Design.Lanes;
    private readonly int _weightBits = path.Design.Weights.CodeBits;
    private readonly bool _isWeightSigned = path.Design.Weights.Kind is NumberKind.Signed or NumberKind.OutlierLane;

    /// <summary>mac for integers: state + Σ x·w, and for words with an outlier 16·x·h of an activation that another proof says which it is.</summary>
    private AlgebraicClaim IntegerMac() => new("state_o", path.Design.Weights.HasOutlierLane ? ["far_x"] : [], (sum, word) =>
    {
        if (path.Design.Weights.HasOutlierLane)
        {
            sum.AddProduct(
                word("far_x"), true, Slice(word("w_i"), _lanes + 1, _weightBits), true, BigInteger.One << _weightBits);
        }

        sum.AddWord(word("state_i"), isSigned: false, BigInteger.One);
        for (int lane = 0; lane < _lanes; lane++)
        {
            sum.AddProduct(
                Slice(word("x_i"), lane, path.Design.Activations.Bits), true,
                Slice(word("w_i"), lane, _weightBits), _isWeightSigned,
                BigInteger.One);
        }
    });

    /// <summary>mac by its architecture: of operands, or of the rows that another proof has made of them.</summary>
    public AlgebraicClaim Mac() => path.Design switch
    {
        { Weights.HasOutlierLane: true } => IntegerMac(),
        { Weights.IsInteger: false } => FixedSum(path.AccWidth),
        { Architecture: Architecture.Lut } => Rows(_lanes / 4, _weightBits, step: 1, plus: false),
        { Architecture: Architecture.PairSums } => Rows((_lanes + 1) / 2, _weightBits, step: 1, plus: false),

        // Digits cancel within a product: as polynomials of operands, sums of rows are not seen to fit their words.
        { Architecture: Architecture.Booth, Target: HardwareTarget.Fpga } => Rows(
            _lanes, (_weightBits / 2) + (_isWeightSigned ? _weightBits % 2 : 1), step: 2, plus: true),

        { Architecture: Architecture.Bricks } => Bricks(),
        _ => IntegerMac(),
    };

    // state + Σ row·2^(step·number), rows in two's complement; with plus a word of weight 2 beside those of a product.
    private AlgebraicClaim Rows(int products, int rows, int step, bool plus)
    {
        (string Name, int Shift, bool IsSigned, bool IsNegative)[] words =
        [
            .. from product in Enumerable.Range(0, products)
               from row in Enumerable.Range(0, rows)
               select (
                   string.Create(CultureInfo.InvariantCulture, $"row{product}_{row}"), step * row, true,
                   !plus && _isWeightSigned && row == rows - 1),
            .. from product in Enumerable.Range(0, plus ? products : 0)
               select (string.Create(CultureInfo.InvariantCulture, $"plus{product}"), 1, false, false),
        ];
        return new AlgebraicClaim("state_o", [.. words.Select(one => one.Name)], (sum, word) =>
        {
            sum.AddWord(word("state_i"), isSigned: false, BigInteger.One);
            foreach (var (name, shift, isSigned, isNegative) in words)
            {
                sum.AddWord(word(name), isSigned, (isNegative ? BigInteger.MinusOne : BigInteger.One) << shift);
            }
        });
    }

    // state + Σ brick·4^(i + j) over digits i of the activation and j of the weight, signed if either digit is a top one with a sign.
    private AlgebraicClaim Bricks()
    {
        int xDigits = (path.Design.Activations.Bits + 1) / 2;
        int wDigits = (_weightBits + 1) / 2;
        (string Name, int Shift, bool IsSigned)[] words =
        [
            .. from lane in Enumerable.Range(0, _lanes)
               from x in Enumerable.Range(0, xDigits)
               from w in Enumerable.Range(0, wDigits)
               select (
                   string.Create(CultureInfo.InvariantCulture, $"brick{lane}_{x}_{w}"), 2 * (x + w),
                   x == xDigits - 1 || (_isWeightSigned && w == wDigits - 1)),
        ];
        return new AlgebraicClaim("state_o", [.. words.Select(one => one.Name)], (sum, word) =>
        {
            sum.AddWord(word("state_i"), isSigned: false, BigInteger.One);
            foreach (var (name, shift, isSigned) in words)
            {
                sum.AddWord(word(name), isSigned, BigInteger.One << shift);
            }
        });
    }

    /// <summary>mac and sum in fixed point: state + Σ (term + neg), the terms in one's complement.</summary>
    /// <param name="width">Width of the state below its flags.</param>
    public AlgebraicClaim FixedSum(int width)
    {
        string[] terms = [.. Enumerable.Range(0, _lanes).Select(lane => $"term{lane}")];
        string[] signs = [.. Enumerable.Range(0, _lanes).Select(lane => $"neg{lane}")];
        return new AlgebraicClaim("state_o", [.. terms, .. signs], (sum, word) =>
        {
            sum.AddWord([.. word("state_i").Take(width)], isSigned: false, BigInteger.One);
            for (int lane = 0; lane < _lanes; lane++)
            {
                sum.AddWord(word(terms[lane]), isSigned: true, BigInteger.One);
                sum.AddWord(word(signs[lane]), isSigned: false, BigInteger.One);
            }
        })
        {
            Width = width,
        };
    }

    /// <summary>The sum of fp32-dot: accumulator and Σ (term + neg), all in one's complement.</summary>
    public AlgebraicClaim DotSum()
    {
        string[] terms = ["acc", .. Enumerable.Range(0, _lanes).Select(lane => $"term{lane}")];
        string[] signs = ["acc_neg", .. Enumerable.Range(0, _lanes).Select(lane => $"neg{lane}")];
        return new AlgebraicClaim("sum", [.. terms, .. signs], (sum, word) =>
        {
            foreach (var (term, sign) in terms.Zip(signs))
            {
                sum.AddWord(word(term), isSigned: true, BigInteger.One);
                sum.AddWord(word(sign), isSigned: false, BigInteger.One);
            }
        });
    }

    /// <summary>sum for integers: state + Σ x.</summary>
    public AlgebraicClaim IntegerSum() => new("state_o", [], (sum, word) =>
    {
        sum.AddWord(word("state_i"), isSigned: false, BigInteger.One);
        for (int lane = 0; lane < _lanes; lane++)
        {
            sum.AddWord(Slice(word("x_i"), lane, path.Design.Activations.Bits), isSigned: true, BigInteger.One);
        }
    });

    /// <summary>dot − zero·sum.</summary>
    public AlgebraicClaim ZeroCorrection() => new("value_o", [], (sum, word) =>
    {
        sum.AddWord(word("dot_i"), isSigned: true, BigInteger.One);
        sum.AddProduct(word("sum_i"), true, word("zero_i"), _isWeightSigned, BigInteger.MinusOne);
    });

    /// <summary>The sum over groups plus t times an integer scale.</summary>
    public static AlgebraicClaim ScaleAccumulate() => new("acc_o", [], (sum, word) =>
    {
        sum.AddWord(word("acc_i"), isSigned: false, BigInteger.One);
        sum.AddProduct(word("value_i"), true, word("scale_i"), false, BigInteger.One);
    });

    /// <summary>t times the significand of a scale.</summary>
    public static AlgebraicClaim ScaleProduct() => new("product_o", [], (sum, word) =>
        sum.AddProduct(word("value_i"), true, word("sig_i"), false, BigInteger.One));

    /// <summary>Product of an activation's significand and a weight's magnitude.</summary>
    public static AlgebraicClaim SignificandProduct() => new("mag_o", ["sig", "w_mag"], (sum, word) =>
        sum.AddProduct(word("sig"), false, word("w_mag"), false, BigInteger.One));

    /// <summary>Product of the significands of two binary16 numbers.</summary>
    public static AlgebraicClaim Fp16Significands() => new("mag", ["x_sig", "w_sig"], (sum, word) =>
        sum.AddProduct(word("x_sig"), false, word("w_sig"), false, BigInteger.One));

    /// <summary>Product of the significands in a binary32 number's scaling.</summary>
    public static AlgebraicClaim ScaleSignificands() => new("mag", ["a_sig", "s_sig"], (sum, word) =>
        sum.AddProduct(word("a_sig"), false, word("s_sig"), false, BigInteger.One));

    /// <summary>Product of the significands of the scales of both operands' groups.</summary>
    public static AlgebraicClaim PairSignificands() => new("mag", ["w_sig", "x_sig"], (sum, word) =>
        sum.AddProduct(word("w_sig"), false, word("x_sig"), false, BigInteger.One));

    private static IReadOnlyList<int> Slice(IReadOnlyList<int> word, int lane, int width) =>
        [.. word.Skip(lane * width).Take(width)];
}
