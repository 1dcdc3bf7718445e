namespace MixPe.Flow.Synthesis.Records;

/// <summary>A ratio that this project means to reach.</summary>
/// <param name="Figure">What is compared.</param>
/// <param name="Record">The record that it is in.</param>
/// <param name="Ratio">area_ratio or energy_ratio.</param>
/// <param name="Most">The ratio.</param>
/// <param name="IsTwin">Against the behavioural twin instead of the best rival.</param>
/// <param name="IsStrict">Less than that, not at most.</param>
public sealed record QorGoal(
    string Figure, string Record, string Ratio, double Most, bool IsTwin = false, bool IsStrict = false)
{
    private const string Area = "area_ratio";
    private const string Energy = "energy_ratio";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<QorGoal> All { get; } =
    [
        new("W4A8, one product, area of INT8's", "mixpe-w4a8+lanes=1", Area, 0.48),
        new("W4A8 dot-8, area of INT8's, activations not shared", "mixpe-w4a8", Area, 0.38),
        new("the same with pair sums", "mixpe-w4a8+architecture=pair-sums", Area, 0.38),
        new("W4A8 dot-8, energy of INT8's", "mixpe-w4a8", Energy, 0.42),
        new("W4A4 dot-8, area of INT8's", "w4a4", Area, 0.33),
        new("W2A8 dot-8, area of INT8's", "w2a8", Area, 0.33),
        new("ternary by INT8 dot-8, area of INT8's", "bitnet-b1-58+group=128", Area, 0.30),
        new("W4A16 exact dot-8, area of the FP16 FMA's", "mixpe-w4a16", Area, 0.26),
        new("W4A16 into FP32, one product, area of the FP16 FMA's", "mixpe-w4a16-fp32+lanes=1", Area, 0.60),
        new("FP6 by FP16 exact, groups of 128, area of the FP16 FMA's", "fp6-llm+accumulator=exact+group=128", Area, 0.45),
        new("FP4 by FP16 exact, area of the FP16 FMA's", "fp4-a16", Area, 0.45),
        new("W4A8 and its behavioural twin, area", "mixpe-w4a8", Area, 1, IsTwin: true, IsStrict: true),
        new("W4A8 and its behavioural twin, energy", "mixpe-w4a8", Energy, 1, IsTwin: true, IsStrict: true),
        new("W4A4 and its behavioural twin, area", "w4a4", Area, 1, IsTwin: true, IsStrict: true),
        new("W2A8 and its behavioural twin, area", "w2a8", Area, 1, IsTwin: true, IsStrict: true),
    ];
}
