using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Systems;

/// <summary>QUIK's parts (arXiv 2310.09259): integers with a scale and a shift a row of X, and FP16 for the outlier columns and
/// the shifts, whose weight is the sum of a channel's quantized weights.</summary>
internal static class OutlierParts
{
    /// <summary>The columns of the largest magnitudes, in their order; of equal ones the first.</summary>
    /// <param name="calibration">[rows, K] activations.</param>
    /// <param name="count">How many.</param>
    internal static int[] Choose(Matrix calibration, int count)
    {
        double[] largest = Smoothing.Largest(calibration);
        return [.. Enumerable.Range(0, largest.Length).OrderByDescending(k => largest[k]).Take(count).Order()];
    }

    /// <summary>The parts.</summary>
    internal static IReadOnlyList<SystemPart> Of(GemmSystem system, Matrix w, Matrix x, int[] outliers)
    {
        int[] others = [.. Enumerable.Range(0, x.Columns).Except(outliers)];
        QuantizedWeights weights = GemmProblem.Weights(system.Dense, MatrixColumns.Of(w, others));
        Matrix rest = MatrixColumns.Of(x, others);
        ShiftedActivations activations = ShiftedActivations.PerRow(system.Dense.Activations, rest.Values, rest.Rows, rest.Columns);
        return
        [
            new SystemPart("dense", system.Dense, GemmProblem.OperandsOf(system.Dense, weights, activations.Quantized)),
            new SystemPart("added", system.Added, Added(system.Added, w, x, outliers, Sums(weights), activations.Shifts))
            {
                AddendsFrom = 0,
            },
        ];
    }

    // The outlier columns, and one more: shifts by sums of weights.
    private static Model.Golden.GemmOperands Added(
        Design design, Matrix w, Matrix x, int[] outliers, float[] sums, ushort[] shifts)
    {
        Matrix weights = Wider(MatrixColumns.Of(w, outliers), sums);
        Matrix activations = Wider(MatrixColumns.Of(x, outliers), Array.ConvertAll(shifts, Fp16.ToSingle));
        return GemmProblem.OperandsOf(
            design, GemmProblem.Weights(design, weights), GemmProblem.Activations(design, activations));
    }

    // Of what the codes stand for, so that the shift of all activations is taken into account exactly but for one rounding.
    private static float[] Sums(QuantizedWeights weights)
    {
        double[] values = weights.Dequantize();
        return [.. Enumerable.Range(0, weights.N).Select(n => (float)values.AsSpan(n * weights.K, weights.K).ToArray().Sum())];
    }

    private static Matrix Wider(Matrix matrix, float[] column) => new(
        matrix.Rows, matrix.Columns + 1,
        [
            .. Enumerable.Range(0, matrix.Rows).SelectMany(
                row => matrix.Values[(row * matrix.Columns)..((row + 1) * matrix.Columns)].Append(column[row])),
        ]);
}
