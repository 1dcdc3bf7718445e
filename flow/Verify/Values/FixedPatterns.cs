namespace MixPe.Flow.Verify.Values;

/// <summary>Two's complement numbers drawn by class.</summary>
public static class FixedPatterns
{
    /// <summary>A number of that width: zero, ends of the range, few bits set, ones all through, uniform in its
    /// logarithm and uniform.</summary>
    /// <param name="random">The source.</param>
    /// <param name="bits">Width, 2 to 64.</param>
    public static long Any(Random random, int bits)
    {
        long least = -1L << (bits - 1);
        ulong uniform = (ulong)random.NextInt64(long.MinValue, long.MaxValue);
        long wide = (long)uniform >> (64 - bits);
        long some = wide >> random.Next(bits - 1);
        return random.Next(7) switch
        {
            0 => random.Next(-2, 3) % (1L << (bits - 2)),
            1 => least + random.Next(2),
            2 => ~least - random.Next(2),

            // A tie, one above or one below: half of the lowest kept bit of a binary32 significand.
            3 => Tie(random, bits),
            4 => wide,
            _ => some,
        };
    }

    private static long Tie(Random random, int bits)
    {
        if (bits < 28)
        {
            return 0;
        }

        long significand = (1L << 24) | ((long)random.Next(1 << 23) << 1) | 1;
        long magnitude = (significand << random.Next(bits - 26)) + random.Next(-1, 2);
        return random.Next(2) == 0 ? magnitude : -magnitude;
    }
}
