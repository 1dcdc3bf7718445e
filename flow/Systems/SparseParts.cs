using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Systems;

/// <summary>SpQR's parts (arXiv 2306.03078): weights of few bits in short groups, and single weights in FP16, of which each block of
/// rows of W takes the columns that it needs.</summary>
internal static class SparseParts
{
    /// <summary>Which weights stay in FP16: as many as the system says, rounded up.</summary>
    /// <param name="system">The system.</param>
    /// <param name="w">W, [N, K].</param>
    /// <param name="calibration">[rows, K] activations.</param>
    internal static bool[] Choose(GemmSystem system, Matrix w, Matrix calibration)
    {
        double[] energies = new double[w.Columns];
        for (int i = 0; i < calibration.Values.Length; i++)
        {
            energies[i % w.Columns] += (double)calibration.Values[i] * calibration.Values[i] / calibration.Rows;
        }

        long most = (((long)w.Values.Length * system.SparsePermille) + 999) / 1000;
        return SparseOutliers.Choose(w.Values, w.Columns, system.Dense.Group, system.Dense.Weights.MaxInteger, energies, most);
    }

    /// <summary>All of W, but the outliers, in the quantized part.</summary>
    internal static SystemPart Dense(GemmSystem system, Matrix w, Matrix x, bool[] outliers) => new(
        "dense", system.Dense, GemmProblem.OperandsOf(
            system.Dense,
            SpqrQuantizer.Quantize(w.Values, w.Rows, w.Columns, system.Dense.Group, system.Dense.Weights, outliers).ToGroups(),
            GemmProblem.Activations(system.Dense, x)));

    /// <summary>The parts. A job of the last one for each block of columns of Y, in each pass: so its jobs take their addends in the order in
    /// which the tile before gives its results.</summary>
    internal static IReadOnlyList<SystemPart> Of(GemmSystem system, Matrix w, Matrix x, bool[] outliers)
    {
        Design added = system.Added;
        int pass = added.Rows * added.Tile.RowBlocks;
        PartJob[] jobs =
        [
            .. Enumerable.Range(0, (x.Rows + pass - 1) / pass).SelectMany(p =>
                Enumerable.Range(0, (w.Rows + added.Columns - 1) / added.Columns).Select(
                    block => Job(added, w, x, outliers, p * pass, pass, block * added.Columns))),
        ];
        return [Dense(system, w, x, outliers), new SystemPart("added", added, x.Rows, w.Rows, jobs) { AddendsFrom = 0 }];
    }

    private static PartJob Job(Design design, Matrix w, Matrix x, bool[] outliers, int firstRow, int pass, int first)
    {
        int rows = Math.Min(pass, x.Rows - firstRow), channels = Math.Min(design.Columns, w.Rows - first), k = w.Columns;
        int[] columns =
        [
            .. Enumerable.Range(0, k).Where(column => Enumerable.Range(first, channels).Any(n => outliers[(n * k) + column])),
        ];

        // A job has one column at least; of weights that are zero it adds nothing.
        columns = columns.Length == 0 ? [0] : columns;
        Matrix gathered = new(channels, columns.Length,
        [
            .. Enumerable.Range(first, channels).SelectMany(n => columns.Select(column =>
                outliers[(n * k) + column] ? w.Values[(n * k) + column] : 0)),
        ]);
        Matrix activations = new(rows, columns.Length,
        [
            .. Enumerable.Range(firstRow, rows).SelectMany(m => columns.Select(column => x.Values[(m * k) + column])),
        ]);
        return new PartJob(
            GemmProblem.OperandsOf(design, GemmProblem.Weights(design, gathered), GemmProblem.Activations(design, activations)),
            firstRow, first);
    }
}
