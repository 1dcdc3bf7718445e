using MixPe.Generator.Designs;

namespace MixPe.Flow.Formal;

/// <summary>A design's floating-point activation format as the parameters of spec_activation and of what is made with it.
/// </summary>
internal static class ActivationFormat
{
    /// <summary>Name and value of each.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(Design design) =>
        new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["XWidth"] = design.Activations.Bits,
            ["XExp"] = design.Activations.ExponentBits,
            ["HasInfinity"] = design.Activations.HasInfinity ? 1 : 0,
        };

    /// <summary>As an instance lists them.</summary>
    internal static string Text(Design design) => string.Join(", ", Parameters(design).Select(parameter =>
        FormattableString.Invariant($".{parameter.Key}({parameter.Value})")));
}
