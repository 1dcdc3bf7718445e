using MixPe.Model.Golden;

namespace MixPe.Model.Quantization;

/// <summary>Puts quantized matrices together as the operands of a GEMM.</summary>
public static class QuantizedGemm
{
    /// <summary>The operands of Y = X·Wᵀ.</summary>
    /// <exception cref="ArgumentException">The two matrices have different K.</exception>
    public static GemmOperands Operands(QuantizedWeights weights, QuantizedActivations activations)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(activations);
        if (weights.K != activations.K)
        {
            throw new ArgumentException(
                $"weights are [{weights.N}, {weights.K}], activations [{activations.M}, {activations.K}]: "
                + "the columns must agree");
        }

        return new GemmOperands(
            activations.M,
            weights.N,
            weights.K,
            weights.Codes,
            activations.Codes,
            weights.Scales,
            weights.ZeroPoints,
            activations.Group == 0 ? activations.Scales : null)
        {
            ChannelScales = weights.ChannelScales,
            SuperGroups = weights.SuperGroups,
            ActivationGroupScales = activations.Group == 0 ? null : activations.Scales,
        };
    }
}
