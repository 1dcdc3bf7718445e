namespace MixPe.Flow.Verify.Values;

/// <summary>Binary16 patterns drawn by class, so that the rare ones are not rare.</summary>
public static class Fp16Patterns
{
    /// <summary>Magnitudes at the ends of each class: zero, subnormals, normals, one, infinity, NaN.</summary>
    public static IReadOnlyList<ushort> Corners { get; } =
        [0x0000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0x7bff, 0x7c00, 0x7c01, 0x7e00, 0x7fff];

    /// <summary>Any pattern: zeros, subnormals, normals, near overflow, infinities, NaN payloads of one bit and of any,
    /// powers of two, their neighbours, all ones, and uniform bits.</summary>
    public static ushort Any(Random random) => random.Next(10) switch
    {
        0 => Sign(random, 0),
        1 => Sign(random, random.Next(1, 0x400)),
        2 => Sign(random, random.Next(0x7b00, 0x7c00)),
        3 => Sign(random, 0x7c00),
        4 => Sign(random, random.Next(2) == 0 ? random.Next(0x7c01, 0x8000) : 0x7c00 | 1 << random.Next(10)),
        5 => Sign(random, random.Next(1, 31) << 10),
        6 => Sign(random, (random.Next(1, 31) << 10) + (random.Next(2) == 0 ? -1 : 1)),
        7 => Sign(random, (random.Next(0, 31) << 10) | 0x3ff),
        8 => Sign(random, random.Next(0x3000, 0x4400)),
        _ => (ushort)random.Next(0x10000),
    };

    /// <summary>As <see cref="Any"/>, without infinities and NaN.</summary>
    public static ushort Finite(Random random)
    {
        while (true)
        {
            ushort bits = Any(random);
            if ((bits & 0x7c00) != 0x7c00)
            {
                return bits;
            }
        }
    }

    private static ushort Sign(Random random, int magnitude) => (ushort)(magnitude | random.Next(2) << 15);
}
