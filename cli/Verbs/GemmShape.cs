using MixPe.Flow.Gemm;
using MixPe.Model.Cycles;

namespace MixPe.Cli.Verbs;

/// <summary>The shape of a GEMM as an option has it: M,N,K.</summary>
internal static class GemmShape
{
    /// <summary>Reads it.</summary>
    /// <param name="option">The option.</param>
    /// <param name="text">Its value.</param>
    /// <exception cref="InputException">It is no shape.</exception>
    internal static TileJob Parse(string option, string text)
    {
        int[] sizes = IntegerList.Parse(option, text, 3);
        return new TileJob(sizes[0], sizes[1], sizes[2]);
    }

    /// <summary>Refuses matrices of more elements than a simulation has room for.</summary>
    /// <param name="verb">Who asks.</param>
    /// <param name="m">Rows of X.</param>
    /// <param name="n">Rows of W.</param>
    /// <param name="k">Columns of both.</param>
    /// <exception cref="InputException">One has.</exception>
    internal static void RequireSize(string verb, long m, long n, long k)
    {
        if (Math.Max(m * n, Math.Max(m, n) * k) > Matrix.MaxElements)
        {
            throw new InputException($"{verb}: M, N, K of {m}, {n}, {k}: a matrix has at most {Matrix.MaxElements} elements");
        }
    }
}
