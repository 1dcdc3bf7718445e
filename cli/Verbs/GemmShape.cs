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
}
