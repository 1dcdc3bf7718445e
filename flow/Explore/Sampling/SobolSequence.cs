using System.Numerics;

namespace MixPe.Flow.Explore.Sampling;

/// <summary>Sobol's low-discrepancy sequence in Gray-code order (Antonov and Saleev), with the primitive polynomials and
/// direction numbers of S. Joe and F. Y. Kuo (new-joe-kuo-6, 2008), and a digital shift by a seed.</summary>
public sealed class SobolSequence
{
    /// <summary>Most dimensions: no fewer than a design has fields that can be varied.</summary>
    public const int MaximumDimensions = 37;

    private const int Bits = 32;

    // Of each dimension but the first: the polynomial's inner coefficients, and m_1 to m_s of its degree s.
    private static readonly (uint Coefficients, uint[] Numbers)[] Table =
    [
        (0, [1]),
        (1, [1, 3]),
        (1, [1, 3, 1]),
        (2, [1, 1, 1]),
        (1, [1, 1, 3, 3]),
        (4, [1, 3, 5, 13]),
        (2, [1, 1, 5, 5, 17]),
        (4, [1, 1, 5, 5, 5]),
        (7, [1, 1, 7, 11, 19]),
        (11, [1, 1, 5, 1, 1]),
        (13, [1, 1, 1, 3, 11]),
        (14, [1, 3, 5, 5, 31]),
        (1, [1, 3, 3, 9, 7, 49]),
        (13, [1, 1, 1, 15, 21, 21]),
        (16, [1, 3, 1, 13, 27, 49]),
        (19, [1, 1, 1, 15, 7, 5]),
        (22, [1, 3, 1, 15, 13, 25]),
        (25, [1, 1, 5, 5, 19, 61]),
        (1, [1, 3, 7, 11, 23, 15, 103]),
        (4, [1, 3, 7, 13, 13, 15, 69]),
        (7, [1, 1, 3, 13, 7, 35, 63]),
        (8, [1, 3, 5, 9, 1, 25, 53]),
        (14, [1, 3, 1, 13, 9, 35, 107]),
        (19, [1, 3, 1, 5, 27, 61, 31]),
        (21, [1, 1, 5, 11, 19, 41, 61]),
        (28, [1, 3, 5, 3, 3, 13, 69]),
        (31, [1, 1, 7, 13, 1, 19, 1]),
        (32, [1, 3, 7, 5, 13, 19, 59]),
        (37, [1, 1, 3, 9, 25, 29, 41]),
        (41, [1, 3, 5, 13, 23, 1, 55]),
        (42, [1, 3, 7, 3, 13, 59, 17]),
        (50, [1, 3, 1, 3, 5, 53, 69]),
        (55, [1, 1, 5, 5, 23, 33, 13]),
        (56, [1, 1, 7, 7, 1, 61, 123]),
        (59, [1, 1, 7, 9, 13, 61, 49]),
        (62, [1, 3, 3, 5, 3, 55, 33]),
    ];

    private readonly uint[][] _directions;
    private readonly uint[] _shift;

    /// <summary>The sequence.</summary>
    /// <param name="dimensions">1 to <see cref="MaximumDimensions"/>.</param>
    /// <param name="seed">Of the digital shift; 0 for none.</param>
    public SobolSequence(int dimensions, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(dimensions);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(dimensions, MaximumDimensions);
        _directions = [.. Enumerable.Range(0, dimensions).Select(Directions)];
        Random random = new(seed);
        _shift = [.. Enumerable.Range(0, dimensions).Select(_ => seed == 0 ? 0 : (uint)random.NextInt64(1L << Bits))];
    }

    /// <summary>The primitive polynomials, x^s + … + 1 as bits, of the dimensions after the first.</summary>
    public static IReadOnlyList<uint> Polynomials { get; } =
        [.. Table.Select(row => (1u << row.Numbers.Length) | (row.Coefficients << 1) | 1)];

    /// <summary>The points, each coordinate in units of 2^-32.</summary>
    public IEnumerable<uint[]> Points()
    {
        uint[] point = [.. _shift];
        for (uint i = 0; ; i++)
        {
            yield return [.. point];
            int bit = BitOperations.TrailingZeroCount(~i);
            if (bit >= Bits - 1)
            {
                yield break;
            }

            for (int dimension = 0; dimension < point.Length; dimension++)
            {
                point[dimension] ^= _directions[dimension][bit];
            }
        }
    }

    private static uint[] Directions(int dimension)
    {
        uint[] directions = new uint[Bits];
        if (dimension == 0)
        {
            for (int i = 0; i < Bits; i++)
            {
                directions[i] = 1u << (Bits - 1 - i);
            }

            return directions;
        }

        (uint coefficients, uint[] numbers) = Table[dimension - 1];
        int degree = numbers.Length;
        for (int i = 0; i < Bits; i++)
        {
            if (i < degree)
            {
                directions[i] = numbers[i] << (Bits - 1 - i);
                continue;
            }

            // Bratley and Fox, equation 2.
            uint direction = directions[i - degree] ^ (directions[i - degree] >> degree);
            for (int k = 1; k < degree; k++)
            {
                direction ^= ((coefficients >> (degree - 1 - k)) & 1) * directions[i - k];
            }

            directions[i] = direction;
        }

        return directions;
    }
}
