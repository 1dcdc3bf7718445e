using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>A floating-point format of activations or scales as the parameters of spec_activation and of what is made with it.
/// </summary>
internal static class ActivationFormat
{
    /// <summary>Name and value of each.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(NumberFormat format) =>
        new Dictionary<string, long>(StringComparer.Ordinal)
        {
            ["XWidth"] = format.Bits,
            ["XExp"] = format.ExponentBits,
            ["HasInfinity"] = format.HasInfinity ? 1 : 0,
        };

    /// <summary>Those of a design's activations, as an instance lists them.</summary>
    internal static string Text(Design design) => string.Join(", ", Parameters(design.Activations).Select(parameter =>
        FormattableString.Invariant($".{parameter.Key}({parameter.Value})")));
}
