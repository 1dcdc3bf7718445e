using MixPe.Flow.Gemm;
using MixPe.Generator.Systems;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Systems;

/// <summary>Divides a GEMM into the parts of a system; docs/systems.md has the arithmetic.</summary>
public static class SystemParts
{
    /// <summary>The parts, each after those whose results it takes; the last one's results are Y.</summary>
    /// <param name="system">The system.</param>
    /// <param name="weights">W, [N, K].</param>
    /// <param name="activations">X, [M, K].</param>
    /// <param name="calibration">[rows, K] activations that decide which columns, or which weights, are the outliers, and the smoothing.</param>
    /// <exception cref="QuantizationException">A value cannot be quantized.</exception>
    /// <exception cref="InputException">K is too small for the system.</exception>
    /// <exception cref="ArgumentException">The columns differ.</exception>
    public static IReadOnlyList<SystemPart> Of(GemmSystem system, Matrix weights, Matrix activations, Matrix calibration)
    {
        var (w, x, c) = Ready(system, weights, activations, calibration);
        return system.Method switch
        {
            SplitMethod.LowRank => LowRankParts.Of(system, w, x),
            SplitMethod.MixedBlocks => MixedBlocks.Of(system, w, x, MixedBlocks.Sorted(c)),
            SplitMethod.MixedGroups => MixedBlocks.Together(system, w, x, MixedBlocks.Sorted(c), MixedBlocks.Wide(system, x.Columns)),
            SplitMethod.SparseOutliers => SparseParts.Of(system, w, x, SparseParts.Choose(system, w, c)),
            _ => OutlierParts.Of(system, w, x, OutlierParts.Choose(c, system.Outliers)),
        };
    }

    /// <summary>The same without what the system has besides the dense part: no outliers, all of W in the quantized part,
    /// or all blocks, sorted as they are, in the fewer bits.</summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<SystemPart> Alone(GemmSystem system, Matrix weights, Matrix activations, Matrix calibration)
    {
        var (w, x, c) = Ready(system, weights, activations, calibration);
        return system.Method switch
        {
            SplitMethod.LowRank => [new SystemPart("dense", system.Dense, GemmProblem.Quantize(system.Dense, w, x).Operands)],
            SplitMethod.MixedBlocks => MixedBlocks.Narrow(system, w, x, MixedBlocks.Sorted(c)),
            SplitMethod.MixedGroups => MixedBlocks.Together(system, w, x, MixedBlocks.Sorted(c), 0),
            SplitMethod.SparseOutliers => [SparseParts.Dense(system, w, x, new bool[w.Values.Length])],
            _ => OutlierParts.Of(system, w, x, []),
        };
    }

    private static (Matrix W, Matrix X, Matrix Calibration) Ready(
        GemmSystem system, Matrix weights, Matrix activations, Matrix calibration)
    {
        ArgumentNullException.ThrowIfNull(system);
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        ArgumentNullException.ThrowIfNull(calibration);
        if (weights.Columns != activations.Columns || weights.Columns != calibration.Columns)
        {
            throw new ArgumentException("weights, activations and calibration have the same columns");
        }

        if (system.Outliers >= weights.Columns)
        {
            throw new InputException($"K of {weights.Columns}: {system.Name} keeps {system.Outliers} columns in FP16, and at least one not");
        }

        if (!system.IsSmoothed)
        {
            return (weights, activations, calibration);
        }

        double[] factors = Smoothing.Factors(weights, calibration);
        return (
            Smoothing.Multiplied(weights, factors),
            Smoothing.Divided(activations, factors),
            Smoothing.Divided(calibration, factors));
    }
}
