namespace MixPe.Model.Golden;

/// <summary>t = dot − z·sum, for each accumulator. A group with any activation that is not finite gives NaN:
/// infinity minus infinity could not be told apart.</summary>
public static class ZeroPoint
{
    /// <summary>Exact; the sum of activations is special exactly when one of them is.</summary>
    public static ExactSum Exact(ExactSum dot, ExactSum sum, int zero) => sum.Class != SumClass.Finite
        ? ExactSum.NaN
        : ExactSum.Finite(checked(dot.Value - zero * sum.Value));

    /// <summary>RN32(dot − RN32(z·sum)).</summary>
    /// <param name="dot">The group's dot product.</param>
    /// <param name="sum">The group's sum of activations.</param>
    /// <param name="zero">The zero point.</param>
    /// <param name="finite">True when every activation of the group is finite.</param>
    public static float Fp32(float dot, float sum, int zero, bool finite)
    {
        float product = zero * sum;
        return finite ? dot - product : float.NaN;
    }

    /// <summary>RN16(dot − RN16(z·sum)).</summary>
    /// <param name="dot">The group's dot product.</param>
    /// <param name="sum">The group's sum of activations.</param>
    /// <param name="zero">The zero point, of at most 8 bits, so exact in binary16.</param>
    /// <param name="finite">True when every activation of the group is finite.</param>
    public static Half Fp16(Half dot, Half sum, int zero, bool finite)
    {
        Half product = (Half)zero * sum;
        return finite ? dot - product : Half.NaN;
    }
}
