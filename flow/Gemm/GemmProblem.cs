using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Model.Metrics;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Gemm;

/// <summary>A GEMM ready to run on a design: quantized operands, and the FP64 product of the values they came from.
/// </summary>
/// <param name="Operands">Codes, scales and zero points.</param>
/// <param name="Reference">[M, N] X·Wᵀ in FP64 of the matrices before they were quantized; of weights that a file has
/// quantized, of the values that they stand for.</param>
public sealed record GemmProblem(GemmOperands Operands, double[] Reference)
{
    /// <summary>Quantizes matrices as a design asks: weights in groups, asymmetric with zero points or minima and symmetric
    /// without, or rounded to binary16; activations to integers or FP8 with a scale a row, integers without
    /// one to the nearest, or to binary16 or bfloat16.</summary>
    /// <param name="design">The design.</param>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="activations">X, [M, K].</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="ArgumentException">The columns of the two differ.</exception>
    public static GemmProblem Quantize(Design design, Matrix weights, Matrix activations)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        return new GemmProblem(
            OperandsOf(design, Weights(design, weights), Activations(design, activations)),
            ReferenceGemm.Multiply(
                activations.Values, weights.Values, activations.Rows, weights.Rows, weights.Columns));
    }

    /// <summary>The same with addends, which are neither quantized nor rounded.</summary>
    /// <param name="addends">C, [M, N].</param>
    /// <exception cref="ArgumentException">C is of another shape than Y.</exception>
    public GemmProblem WithAddends(Matrix addends)
    {
        ArgumentNullException.ThrowIfNull(addends);
        if ((addends.Rows, addends.Columns) != (Operands.M, Operands.N))
        {
            throw new ArgumentException(
                $"addends are [{addends.Rows}, {addends.Columns}], results [{Operands.M}, {Operands.N}]: the shapes must agree");
        }

        return new GemmProblem(
            Operands with { Addends = Array.ConvertAll(addends.Values, BitConverter.SingleToUInt32Bits) },
            [.. Reference.Zip(addends.Values, (y, c) => y + c)]);
    }

    /// <summary>Takes weights that are quantized already, and quantizes activations as a design asks; the reference is of
    /// the values that the weights stand for.</summary>
    /// <param name="design">The design.</param>
    /// <param name="weights">W, [N, K], in the design's format and groups.</param>
    /// <param name="activations">X, [M, K].</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="ArgumentException">The columns of the two differ.</exception>
    public static GemmProblem Quantized(Design design, QuantizedWeights weights, Matrix activations)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        return new GemmProblem(
            OperandsOf(design, weights, Activations(design, activations)),
            ReferenceGemm.Multiply(
                Array.ConvertAll(activations.Values, value => (double)value),
                weights.Dequantize(),
                activations.Rows,
                weights.N,
                weights.K));
    }

    /// <summary>Puts quantized matrices together, the scales of both tensors, if the design has them, as their product; a design that has
    /// addends adds zeros till others are given.</summary>
    /// <param name="design">The design.</param>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="activations">X, [M, K].</param>
    /// <exception cref="ArgumentException">The columns of the two differ.</exception>
    public static GemmOperands OperandsOf(Design design, QuantizedWeights weights, QuantizedActivations activations)
    {
        ArgumentNullException.ThrowIfNull(design);
        GemmOperands operands = QuantizedGemm.Operands(weights, activations);
        return operands with
        {
            TensorScale = design.HasTensorScale
                ? BitConverter.SingleToUInt32Bits(weights.TensorScale * activations.TensorScale)
                : null,
            Addends = design.HasAddend ? new uint[checked(operands.M * operands.N)] : null,
        };
    }

    /// <summary>Quantizes weights as a design asks.</summary>
    /// <param name="design">The design.</param>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="range">How the range of a group's codes is chosen.</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="InputException">Weights of both signs have no codes.</exception>
    public static QuantizedWeights Weights(Design design, Matrix weights, CodeRange range = CodeRange.MinMax)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(weights);
        var (n, k) = (weights.Rows, weights.Columns);
        if (WhyNoWeights(design) is { } reason)
        {
            throw new InputException(reason);
        }

        if (design.HasMinima)
        {
            return SuperGroupQuantizer.Quantize(
                weights.Values, n, k, design.Group, design.SuperGroup, design.Weights, design.Scale);
        }

        if (design.HasIntegerScale)
        {
            return ProgressiveQuantizer.Quantize(
                weights.Values, n, k, design.Group, design.Weights, design.ZeroPoint, design.Scale, range);
        }

        if (design.Weights.HasOutlierLane)
        {
            return OutlierWordQuantizer.Quantize(weights.Values, n, k, design.Group, design.Lanes, design.Scale);
        }

        return !design.Weights.IsFixedPoint ? WeightRounding.ToFp16(weights.Values, n, k, design.Group, design.Scale)
            : design.ZeroPoint
            ? GroupQuantizer.Asymmetric(weights.Values, n, k, design.Group, design.Weights, range, design.Scale)
            : GroupQuantizer.Symmetric(
                weights.Values, n, k, design.Group, design.Weights, range, design.Scale, OfTensor(design, weights));
    }

    // Weights in pairs have scales that are searched, ternary ones the mean magnitude: neither is led by the largest weight.
    private static float OfTensor(Design design, Matrix weights) =>
        design.HasTensorScale && design.Weights is { IsPaired: false, Kind: not NumberKind.Ternary }
            ? TensorScale.Of(
                weights.Values, Math.ScaleB((double)design.Weights.LargestUnits, design.Weights.LsbExponent), design.Scale)
            : 1;

    /// <summary>Why real weights cannot be quantized as a design asks, or null.</summary>
    /// <param name="design">The design.</param>
    public static string? WhyNoWeights(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design is { ZeroPoint: false, HasMinima: false } && design.Weights.Kind == NumberKind.Unsigned
            ? $"weights are {design.Weights} without zero points: real numbers, which have both signs, go to a signed format, "
                + "or to one with zero_point integer"
            : null;
    }

    /// <summary>Quantizes activations as a design asks.</summary>
    /// <param name="design">The design.</param>
    /// <param name="x">X, [M, K].</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    public static QuantizedActivations Activations(Design design, Matrix x)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(x);
        if (design.WideGroups < int.MaxValue)
        {
            return MixedActivations.Quantize(design, x);
        }

        if (design.ActivationGroupScale is { } scale)
        {
            double most = design.ActivationNumbers.IsInteger
                ? design.ActivationNumbers.MaxInteger
                : FloatBits.ToDouble(design.ActivationNumbers, design.ActivationNumbers.LargestFinite);
            float tensor = design.HasTensorScale ? TensorScale.Of(x.Values, most, scale) : 1;
            return ActivationQuantizer.PerGroup(
                design.ActivationNumbers, x.Values, x.Rows, x.Columns, design.ActivationGroup, scale, tensor);
        }

        if (design.ActivationNumbers.Bits < 16 && design.ActivationScale)
        {
            return ActivationQuantizer.PerRow(design.ActivationNumbers, x.Values, x.Rows, x.Columns);
        }

        if (design.ActivationNumbers.IsInteger)
        {
            return ActivationQuantizer.ToInteger(design.ActivationNumbers, x.Values, x.Rows, x.Columns);
        }

        QuantizedActivations codes = ActivationQuantizer.ToFloat(design.ActivationNumbers, x.Values, x.Rows, x.Columns);

        // Numbers of 16 bits need no scale; a design that has one gets 1.
        ushort one = BitConverter.HalfToUInt16Bits(Half.One);
        return design.ActivationScale ? codes with { Scales = [.. Enumerable.Repeat(one, x.Rows)] } : codes;
    }
}
