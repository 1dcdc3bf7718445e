using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>A design's weight format as the parameters of spec_weight and of what is made with it.</summary>
internal static class WeightFormat
{
    /// <summary>Name and value of each.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(Design design)
    {
        NumberFormat weights = design.Weights;
        Dictionary<string, long> parameters = new(StringComparer.Ordinal)
        {
            ["WWidth"] = weights.Bits,
            ["IsSigned"] = weights.Kind == NumberKind.Signed || weights.IsMinifloat ? 1 : 0,
            ["ExpWidth"] = weights.IsMinifloat ? weights.ExponentBits : 0,
        };

        // Only specifications of integer activations know them.
        if (weights.Kind == NumberKind.Ternary)
        {
            parameters["IsTernary"] = 1;
        }

        if (weights.Kind == NumberKind.Flint)
        {
            parameters["IsFlint"] = 1;
        }

        return parameters;
    }

    /// <summary>As an instance lists them.</summary>
    internal static string Text(Design design) =>
        string.Join(", ", Parameters(design).Select(parameter => FormattableString.Invariant(
            $".{parameter.Key}({parameter.Value})")));

    /// <summary>As options of Yosys' hierarchy command.</summary>
    internal static string Options(Design design) =>
        string.Join(' ', Parameters(design).Select(parameter => FormattableString.Invariant(
            $"-chparam {parameter.Key} {parameter.Value}")));
}
