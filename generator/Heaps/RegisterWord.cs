namespace MixPe.Generator.Heaps;

/// <summary>One word of a pipeline register.</summary>
/// <param name="Signal">Name of the register.</param>
/// <param name="Width">Its width in bits.</param>
/// <param name="Value">What it takes, an expression of <paramref name="Width"/> bits.</param>
public sealed record RegisterWord(string Signal, int Width, string Value)
{
    private const string End = "_q";

    /// <summary>Index of the most significant bit.</summary>
    public int Msb => Width - 1;

    /// <summary>Name of a signal behind a pipeline register.</summary>
    /// <param name="register">Number of the register, 1 for the first.</param>
    /// <param name="signal">Name of the signal, before any register or behind the one before.</param>
    public static string Name(int register, string signal)
    {
        ArgumentNullException.ThrowIfNull(signal);
        bool isBehind = signal.StartsWith('p') && signal.EndsWith(End, StringComparison.Ordinal);
        string bare = isBehind ? signal[(signal.IndexOf('_', StringComparison.Ordinal) + 1)..^End.Length] : signal;
        return $"p{register}_{bare}{End}";
    }
}
