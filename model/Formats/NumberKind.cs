namespace MixPe.Model.Formats;

/// <summary>How the bits of an element are read.</summary>
public enum NumberKind
{
    /// <summary>Two's complement integer.</summary>
    Signed,

    /// <summary>Unsigned integer.</summary>
    Unsigned,

    /// <summary>Sign, biased exponent, fraction; subnormals valid.</summary>
    Float,

    /// <summary>Sign, biased exponent, fraction in at most 8 bits; subnormals valid, no infinity, no NaN (OCP Microscaling
    /// Formats v1.0, 5.3.2 and 5.3.3): of FP8 weights those patterns are no codes.</summary>
    Minifloat,

    /// <summary>An exponent alone: 2^(code − bias), all ones a NaN (OCP Microscaling Formats v1.0, 5.4.1, E8M0); a format of scales.
    /// </summary>
    PowerOfTwo,

    /// <summary>Sign and a magnitude whose leading ones and zeros say how much of it is exponent: 0, 1, 2, 3, 16, 8, 4 and 6 in the order of the
    /// codes (ANT, arXiv 2208.14286, flint; signed, of 4 bits).</summary>
    Flint,

    /// <summary>A two's complement integer or, beside a neighbour that is the most negative one, a sign, an exponent and a bit of fraction:
    /// codes that are read in pairs (OliVe, arXiv 2304.07493), see <see cref="OutlierPairs"/>.</summary>
    OutlierPair,

    /// <summary>One of such a pair by itself: its sign, whether it is the outlier of its pair, and its other three bits.</summary>
    PairElement,

    /// <summary>A two's complement integer of 4 bits, above which one in each word of lanes has 4 more (OLAccel, ISCA 2018), see
    /// <see cref="OutlierWord"/>.</summary>
    OutlierLane,

    /// <summary>−1, 0 and 1, stored as the value plus 2; code 0 is no number.</summary>
    Ternary,
}
