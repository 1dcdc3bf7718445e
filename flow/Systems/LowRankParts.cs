using MixPe.Flow.Gemm;
using MixPe.Generator.Systems;
using MixPe.Model.Golden;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Systems;

/// <summary>SVDQuant's parts (arXiv 2411.05007): W = L1·L2 + R; X·L2ᵀ and its product by L1ᵀ in FP16, X·Rᵀ in integers.</summary>
internal static class LowRankParts
{
    /// <summary>The parts.</summary>
    internal static IReadOnlyList<SystemPart> Of(GemmSystem system, Matrix w, Matrix x)
    {
        var (n, k, rank) = (w.Rows, w.Columns, system.Rank);
        LowRank narrow = LowRank.Of(w.Values, n, k, rank);
        QuantizedWeights up = GemmProblem.Weights(system.Added, Narrowed(n, rank, narrow.Left));
        QuantizedWeights down = GemmProblem.Weights(system.Down!, Narrowed(rank, k, narrow.Right));

        // What is left is taken off as FP16 has it: its roundings go over to R.
        Matrix rest = w with { Values = Rest(w, up.Dequantize(), down.Dequantize(), rank) };
        GemmOperands last = GemmProblem.OperandsOf(
            system.Added, up, GemmProblem.Activations(system.Added, new Matrix(x.Rows, rank, new float[x.Rows * rank])));
        return
        [
            new SystemPart("dense", system.Dense, GemmProblem.Quantize(system.Dense, rest, x).Operands),
            new SystemPart("down", system.Down!, GemmProblem.OperandsOf(
                system.Down!, down, GemmProblem.Activations(system.Down!, x))),
            new SystemPart("added", system.Added, last) { AddendsFrom = 0, ActivationsFrom = 1 },
        ];
    }

    private static Matrix Narrowed(int rows, int columns, double[] values) =>
        new(rows, columns, Array.ConvertAll(values, value => (float)value));

    private static float[] Rest(Matrix w, double[] left, double[] right, int rank)
    {
        float[] rest = new float[w.Values.Length];
        double[] row = new double[w.Columns];
        for (int i = 0; i < w.Rows; i++)
        {
            Array.Clear(row);
            for (int j = 0; j < rank; j++)
            {
                double factor = left[(i * rank) + j];
                ReadOnlySpan<double> vector = right.AsSpan(j * w.Columns, w.Columns);
                for (int k = 0; k < row.Length; k++)
                {
                    row[k] += factor * vector[k];
                }
            }

            for (int k = 0; k < row.Length; k++)
            {
                rest[(i * w.Columns) + k] = (float)(w.Values[(i * w.Columns) + k] - row[k]);
            }
        }

        return rest;
    }
}
