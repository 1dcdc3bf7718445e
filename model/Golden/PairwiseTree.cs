namespace MixPe.Model.Golden;

/// <summary>A tree of rounding adders: each level adds adjacent pairs, an odd last element passes up unchanged.
/// Round to nearest even at each add. Both overloads overwrite their argument.</summary>
public static class PairwiseTree
{
    /// <summary>The sum in binary32.</summary>
    public static float Add(Span<float> values)
    {
        for (int count = values.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i < count / 2; i++)
            {
                values[i] = values[2 * i] + values[2 * i + 1];
            }

            if (count % 2 == 1)
            {
                values[count / 2] = values[count - 1];
            }
        }

        return values[0];
    }

    /// <summary>The sum in binary16. The operators of <see cref="Half"/> round once: two binary16 numbers add in
    /// binary32, whose 24 bits are at least 2·11 + 2, so the second rounding never changes the first.</summary>
    public static Half Add(Span<Half> values)
    {
        for (int count = values.Length; count > 1; count = (count + 1) / 2)
        {
            for (int i = 0; i < count / 2; i++)
            {
                values[i] = values[2 * i] + values[2 * i + 1];
            }

            if (count % 2 == 1)
            {
                values[count / 2] = values[count - 1];
            }
        }

        return values[0];
    }
}
