namespace MixPe.Flow.Verify.Values;

/// <summary>Binary32 patterns drawn by class.</summary>
public static class Fp32Patterns
{
    /// <summary>Any pattern: zeros, subnormals, near overflow, infinities, NaN payloads of one bit and of any, powers of two and their
    /// neighbours, all ones, around 1, and uniform bits.</summary>
    public static uint Any(Random random) => Sign(random) | random.Next(10) switch
    {
        0 => 0u,
        1 => (uint)random.Next(1, 0x800000),
        2 => (uint)random.Next(0x7f000000, 0x7f800000),
        3 => 0x7f800000u,
        4 => random.Next(2) == 0 ? (uint)random.Next(0x7f800001, int.MaxValue) : 0x7f800000u | 1u << random.Next(23),
        5 => (uint)random.Next(1, 255) << 23,
        6 => (uint)(((long)random.Next(1, 255) << 23) + (random.Next(2) == 0 ? -1 : 1)),
        7 => (uint)random.Next(0, 255) << 23 | 0x7fffff,
        8 => (uint)random.Next(0x3f000000, 0x40800000),
        _ => (uint)random.NextInt64(0x80000000),
    };

    /// <summary>A pair whose sum is hard: any two, near neighbours that cancel, or exponents a word apart.</summary>
    public static (uint A, uint B) Pair(Random random)
    {
        uint a = Any(random);
        return random.Next(3) switch
        {
            0 => (a, Any(random)),
            1 => (a, (a ^ 0x80000000) + (uint)(random.Next(2) == 0 ? random.Next(-2, 3) : 1 << random.Next(23))),
            _ => (a, Far(random, a)),
        };
    }

    /// <summary>A number whose product with another one is hard: any, or one that makes it a normal number, or such that it ends among the
    /// smallest ones or just below or beyond the largest.</summary>
    /// <param name="random">Where from.</param>
    /// <param name="other">The other one.</param>
    public static uint Factor(Random random, uint other)
    {
        uint any = Any(random);

        // The exponents of both add up to that of the product, and a bias.
        int sum = random.Next(4) switch
        {
            0 => 127 - random.Next(-2, 27),
            1 => 127 + random.Next(251, 257),
            2 => 127 + random.Next(1, 255),
            _ => -1,
        };
        return sum < 0 ? any : (any & 0x807fffff) | (uint)Math.Clamp(sum - (int)(other >> 23 & 0xff), 0, 254) << 23;
    }

    // Up to 26 binary places below a: where guard, round and sticky bits decide.
    private static uint Far(Random random, uint a)
    {
        int exponent = Math.Max(0, (int)(a >> 23 & 0xff) - random.Next(27));
        uint fraction = random.Next(3) switch
        {
            0 => 0u,
            1 => 1u << random.Next(23),
            _ => (uint)random.Next(0x800000),
        };
        return Sign(random) | (uint)exponent << 23 | fraction;
    }

    private static uint Sign(Random random) => (uint)random.Next(2) << 31;
}
