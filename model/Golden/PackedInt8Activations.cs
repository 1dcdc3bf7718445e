namespace MixPe.Model.Golden;

/// <summary>Activations of at most 8 bits, padded with zeros to the columns of <see cref="PackedInt4Weights"/>.</summary>
/// <param name="M">Rows.</param>
/// <param name="Values">[M, PaddedK] values.</param>
/// <param name="Sums">[M, groups] sums of each group's activations.</param>
public sealed record PackedInt8Activations(int M, sbyte[] Values, int[] Sums)
{
    /// <summary>Lays [m, k] values out for those weights.</summary>
    /// <exception cref="ArgumentException">The length is not m·k.</exception>
    public static PackedInt8Activations Pack(ReadOnlySpan<sbyte> values, int m, PackedInt4Weights weights)
    {
        if (values.Length != (long)m * weights.K)
        {
            throw new ArgumentException($"{values.Length} activations: m·k is {(long)m * weights.K}", nameof(values));
        }

        var padded = new sbyte[checked(m * weights.PaddedK)];
        var sums = new int[m * weights.Groups];
        for (int row = 0; row < m; row++)
        {
            for (int group = 0; group < weights.Groups; group++)
            {
                int start = group * weights.Group;
                int length = Math.Min(weights.Group, weights.K - start);
                ReadOnlySpan<sbyte> source = values.Slice(row * weights.K + start, length);
                source.CopyTo(padded.AsSpan(row * weights.PaddedK + group * weights.PaddedGroup));
                int sum = 0;
                foreach (sbyte value in source)
                {
                    sum += value;
                }

                sums[row * weights.Groups + group] = sum;
            }
        }

        return new PackedInt8Activations(m, padded, sums);
    }
}
