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

    /// <summary>The same of any width.</summary>
    /// <param name="random">The source.</param>
    /// <param name="bits">Width, 2 to 127.</param>
    public static Int128 Wide(Random random, int bits)
    {
        const int Narrow = 64;
        if (bits <= Narrow)
        {
            return Any(random, bits);
        }

        // Below the upper bits nothing, ones, or anything.
        int low = random.Next(bits - Narrow + 1);
        Int128 mask = (Int128.One << low) - 1;
        Int128 below = random.Next(3) switch
        {
            0 => 0,
            1 => mask,
            _ => (Int128)(UInt128)(ulong)random.NextInt64() & mask,
        };
        return ((Int128)Any(random, Narrow) << low) | below;
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
