using MixPe.Generator.Designs;

namespace MixPe.Verif.Explore;

/// <summary>Costs of a design as a formula, to try searches on spaces that are too large to measure: what is kept is the shape,
/// in which fields help one cost and spoil the other, and rules of the loader cut pieces out.</summary>
internal static class SpaceFunction
{
    /// <summary>Worse than every design.</summary>
    public static IReadOnlyList<double> Reference { get; } = [0, 14];

    /// <summary>A large space of real fields.</summary>
    public const string Space = """
        name: large
        base: mixpe-w4a8
        vary:
          weights: [int2, int3, int4, int5, int6, int7, int8, uint2, uint3, uint4, uint5, uint6, fp4_e2m1, fp6_e2m3]
          activations: [int4, int8, fp16]
          zero_point: [none, integer]
          group: [16, 32, 64, 128, 256, 512]
          lanes: [1, 2, 4, 8, 16]
          pipeline: [1, 2, 4]
          architecture: [shift-add, pair-sums, booth, behavioural]
          fused: [false, true]
          dequant_units: [1, 2, 4]
          out: [fp32, fp16, bf16]
        """;

    /// <summary>Minus the SQNR in dB: 6 dB a bit, less for long groups, by whichever operand is the coarser. And the logarithm of
    /// area times delay a product: partial products, registers and the accumulator shared by the lanes.</summary>
    public static IReadOnlyList<double> Costs(Design design)
    {
        double weights = (6.02 * design.Weights.Bits) - 2 - (1.5 * Math.Log2(design.Group / 16.0)) + (design.ZeroPoint ? 1.5 : 0);
        double activations = design.Activations.IsInteger ? (6.02 * design.Activations.Bits) - 4 : 66;
        double rounding = design.Output.Bits == 32 ? 90 : design.Output.Name == "fp16" ? 62 : 44;
        double noise = Math.Pow(10, -weights / 10) + Math.Pow(10, -activations / 10) + Math.Pow(10, -rounding / 10);
        double bits = design.Weights.Bits * (design.Activations.IsInteger ? design.Activations.Bits : 24);
        double ways = design.Architecture switch
        {
            Architecture.ShiftAdd => 1,
            Architecture.PairSums => design.Lanes >= 4 ? 0.9 : 1.2,
            Architecture.Booth => design.Weights.Bits > 6 ? 0.95 : 1.15,
            _ => 1.5,
        };
        double shared = 12 * (Math.Log2(design.Group) + design.Weights.Bits + design.Activations.Bits);
        double scale = (design.Fused ? 300 : 380) * design.DequantUnits / (double)design.Group;
        double area = (ways * bits) + (6 * design.Pipeline * (design.Weights.Bits + design.Activations.Bits))
            + (shared / design.Lanes) + scale + (design.ZeroPoint ? 10 : 0);
        double delay = (4 + Math.Log2(design.Lanes * design.Weights.Bits)) / Math.Sqrt(design.Pipeline);
        return [10 * Math.Log10(noise), Math.Log2(area * delay)];
    }
}
