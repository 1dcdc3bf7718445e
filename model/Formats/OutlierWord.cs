namespace MixPe.Model.Formats;

/// <summary>Words of 4-bit weights of which one has 4 bits more (OLAccel: Park, Kim, Yoo, "Energy-efficient Neural Network Accelerator Based on
/// Outlier-aware Low-precision Computation", ISCA 2018). A weight is 16·h + q of two two's complement numbers of 4 bits, h above q in its code of 8; h is not
/// zero in one lane of a word at most. In the hardware's word the lanes' q come first, then the number of that lane, then its h.</summary>
public static class OutlierWord
{
    /// <summary>Bits of a lane's code, of the index, and of what the outlier has more.</summary>
    public const int CodeBits = 4;

    /// <summary>Codes of a word beside the lanes': index and upper bits.</summary>
    public const int MoreCodes = 2;

    /// <summary>Largest weight: 7 in both halves.</summary>
    public const int Largest = 119;

    /// <summary>Smallest weight: −8 in both halves.</summary>
    public const int Smallest = -136;

    private const int SmallestCode = -8;
    private const int LargestCode = 7;
    private const int Mask = 0xf;

    /// <summary>The weight that a code stands for.</summary>
    public static int Decode(ushort code) => (16 * Signed(code >> CodeBits)) + Signed(code);

    /// <summary>The code of a weight from −136 to 119.</summary>
    public static ushort Encode(int weight)
    {
        int low = Signed(weight);
        return (ushort)((((weight - low) >> CodeBits & Mask) << CodeBits) | (low & Mask));
    }

    /// <summary>True for a weight that 4 bits do not hold.</summary>
    public static bool IsOutlier(ushort code) => code >> CodeBits != 0;

    /// <summary>The codes of a word as the hardware has them: each lane's, zero where there is no weight, the index, the upper bits.</summary>
    /// <param name="weights">Codes of 8 bits, at most one for each lane, of outliers at most one.</param>
    /// <param name="lanes">Lanes.</param>
    public static ushort[] Pack(ReadOnlySpan<ushort> weights, int lanes)
    {
        var word = new ushort[lanes + MoreCodes];
        for (int lane = 0; lane < weights.Length; lane++)
        {
            word[lane] = (ushort)(weights[lane] & Mask);
            if (IsOutlier(weights[lane]))
            {
                word[lanes] = (ushort)lane;
                word[lanes + 1] = (ushort)(weights[lane] >> CodeBits);
            }
        }

        return word;
    }

    /// <summary>The weights of such a word; an index of no lane names none.</summary>
    public static ushort[] Unpack(ReadOnlySpan<ushort> word)
    {
        ushort[] weights = word[..^MoreCodes].ToArray();
        int index = word[^MoreCodes];
        if (index < weights.Length)
        {
            weights[index] |= (ushort)(word[^1] << CodeBits);
        }

        return weights;
    }

    /// <summary>The index of the second outlier of a word, of the first word that has two; −1 without one.</summary>
    /// <param name="codes">[rows, columns] codes, row major.</param>
    /// <param name="columns">Row length.</param>
    /// <param name="lanes">Weights of a word.</param>
    public static int SecondOutlier(ReadOnlySpan<ushort> codes, int columns, int lanes)
    {
        int word = -1;
        for (int i = 0; i < codes.Length; i++)
        {
            if (IsOutlier(codes[i]))
            {
                int here = (i / columns * ((columns / lanes) + 1)) + (i % columns / lanes);
                if (here == word)
                {
                    return i;
                }

                word = here;
            }
        }

        return -1;
    }

    /// <summary>Any codes made fit for words: of several outliers of a word one is kept, of the others four bits.</summary>
    /// <param name="codes">[rows, columns] codes, row major.</param>
    /// <param name="columns">Row length.</param>
    /// <param name="lanes">Weights of a word.</param>
    public static ushort[] WithOneOutlier(ReadOnlySpan<ushort> codes, int columns, int lanes)
    {
        ushort[] kept = codes.ToArray();
        for (int row = 0; row < kept.Length; row += columns)
        {
            for (int start = row; start < row + columns; start += lanes)
            {
                KeepOne(kept.AsSpan(start, Math.Min(lanes, row + columns - start)));
            }
        }

        return kept;
    }

    /// <summary>The codes as words have them: any format's, but of words with an outlier all lanes', the index and the upper bits.</summary>
    /// <param name="format">Format of the weights.</param>
    /// <param name="weights">A row's codes.</param>
    /// <param name="lanes">Weights of a word.</param>
    public static ushort[] Words(NumberFormat format, ReadOnlySpan<ushort> weights, int lanes)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (!format.HasOutlierLane)
        {
            return weights.ToArray();
        }

        List<ushort> words = [];
        for (int start = 0; start < weights.Length; start += lanes)
        {
            words.AddRange(Pack(weights.Slice(start, Math.Min(lanes, weights.Length - start)), lanes));
        }

        return [.. words];
    }

    internal static int SmallestSum(int lanes) => ((lanes - 1) * SmallestCode) + Smallest;

    internal static int LargestSum(int lanes) => ((lanes - 1) * LargestCode) + Largest;

    // Which one follows from the codes, so that any lane's may be it.
    private static void KeepOne(Span<ushort> word)
    {
        int sum = 0;
        int count = 0;
        foreach (ushort code in word)
        {
            sum += code;
            count += IsOutlier(code) ? 1 : 0;
        }

        int keep = count == 0 ? 0 : sum % count;
        for (int i = 0; i < word.Length; i++)
        {
            if (IsOutlier(word[i]) && keep-- != 0)
            {
                word[i] &= Mask;
            }
        }
    }

    // Of the lowest four bits.
    private static int Signed(int code) => ((code & Mask) ^ 8) - 8;
}
