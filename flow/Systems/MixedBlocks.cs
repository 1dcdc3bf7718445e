using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;

namespace MixPe.Flow.Systems;

/// <summary>COMET's parts (arXiv 2410.12168): columns sorted by their size and cut into blocks; the blocks of the largest by
/// activations of more bits, the others by fewer.</summary>
internal static class MixedBlocks
{
    /// <summary>All columns, those of the largest magnitudes first; of equal ones the first.</summary>
    /// <param name="calibration">[rows, K] activations.</param>
    internal static int[] Sorted(Matrix calibration)
    {
        double[] largest = Smoothing.Largest(calibration);
        return [.. Enumerable.Range(0, largest.Length).OrderByDescending(k => largest[k])];
    }

    /// <summary>How many of the blocks are of more bits: the part that the system says, rounded up, but not all.</summary>
    /// <param name="system">The system.</param>
    /// <param name="k">Columns, more than a block.</param>
    /// <exception cref="InputException">There is one block only.</exception>
    internal static int Wide(GemmSystem system, int k)
    {
        int block = system.Dense.Group, blocks = (int)(((long)k + block - 1) / block);
        return blocks < 2
            ? throw new InputException(
                $"K of {k}: {system.Name} has blocks of {block}, and at least one of each kind: K is at least {block + 1}")
            : (int)Math.Min(blocks - 1, (((long)blocks * system.WidePercent) + 99) / 100);
    }

    /// <summary>The parts.</summary>
    internal static IReadOnlyList<SystemPart> Of(GemmSystem system, Matrix w, Matrix x, int[] sorted)
    {
        int wide = Wide(system, x.Columns) * system.Dense.Group;
        return
        [
            Part("dense", system.Dense, w, x, sorted[wide..]),
            Part("added", system.Added, w, x, sorted[..wide]) with { AddendsFrom = 0 },
        ];
    }

    /// <summary>All columns in the part of fewer bits.</summary>
    internal static IReadOnlyList<SystemPart> Narrow(GemmSystem system, Matrix w, Matrix x, int[] sorted) =>
        [Part("dense", system.Dense, w, x, sorted)];

    /// <summary>All columns in one part, those of more bits first.</summary>
    /// <param name="system">The system.</param>
    /// <param name="w">W, [N, K].</param>
    /// <param name="x">X, [M, K].</param>
    /// <param name="sorted">The columns.</param>
    /// <param name="wide">Blocks of more bits.</param>
    internal static IReadOnlyList<SystemPart> Together(GemmSystem system, Matrix w, Matrix x, int[] sorted, int wide) =>
    [
        Part("dense", system.Dense.WithSlices(0, wide), w, x, sorted) with { Design = system.Dense, WideGroups = wide },
    ];

    private static SystemPart Part(string name, Design design, Matrix w, Matrix x, int[] columns) => new(
        name, design, GemmProblem.OperandsOf(
            design,
            GemmProblem.Weights(design, MatrixColumns.Of(w, columns)),
            GemmProblem.Activations(design, MatrixColumns.Of(x, columns))));
}
