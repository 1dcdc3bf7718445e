namespace MixPe.Verif.Fuzz;

/// <summary>A fuzzed design file.</summary>
/// <param name="Kind">How it was made.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="How">What was done to it.</param>
internal sealed record FuzzFile(FuzzKind Kind, byte[] Bytes, string How)
{
    /// <summary>File number <paramref name="index"/> of a seed, always the same.</summary>
    public static FuzzFile Draw(int seed, int index)
    {
        Random random = new(unchecked((seed * 1_000_003) + index));

        // Accepted files cost a bundle each, and the hostile ones a megabyte now and then.
        return random.Next(20) switch
        {
            < 2 => new FuzzFile(FuzzKind.Valid, ValidFiles.Draw(random).ToBytes(random), "random fields"),
            < 10 => NearFiles.Draw(random),
            < 14 => HostileFiles.Draw(random),
            _ => ByteFiles.Draw(random),
        };
    }
}
