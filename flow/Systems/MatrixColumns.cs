using MixPe.Flow.Gemm;

namespace MixPe.Flow.Systems;

/// <summary>Columns of a matrix by themselves.</summary>
internal static class MatrixColumns
{
    /// <summary>[rows, count] the columns of those numbers, in that order.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="columns">Which, from 0.</param>
    internal static Matrix Of(Matrix matrix, IReadOnlyList<int> columns) => new(
        matrix.Rows, columns.Count,
        [
            .. Enumerable.Range(0, matrix.Rows).SelectMany(row => columns.Select(k => matrix.Values[(row * matrix.Columns) + k])),
        ]);
}
