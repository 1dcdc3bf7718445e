using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Formal;

/// <summary>A design's weight format as the parameters of spec_weight and of what is made with it.</summary>
internal static class WeightFormat
{
    /// <summary>Name and value of each; of weights in pairs for one of them by itself.</summary>
    internal static IReadOnlyDictionary<string, long> Parameters(Design design)
    {
        NumberFormat weights = design.Weights.Element;
        Dictionary<string, long> parameters = new(StringComparer.Ordinal)
        {
            ["WWidth"] = weights.CodeBits,
            ["IsSigned"] = weights.Kind == NumberKind.Signed || weights.IsMinifloat || weights.HasOutlierLane ? 1 : 0,
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

        if (weights.Kind == NumberKind.PairElement)
        {
            parameters["IsOutlier"] = 1;
        }

        return parameters;
    }

    /// <summary>As an instance lists them.</summary>
    internal static string Text(Design design) =>
        string.Join(", ", Parameters(design).Select(parameter => FormattableString.Invariant(
            $".{parameter.Key}({parameter.Value})")));

    /// <summary>A lane's weight by itself, of the word w_i of codes.</summary>
    internal static string Lane(Design design, int lane)
    {
        int bits = design.Weights.CodeBits;
        int low = lane * bits;
        return design.Weights.IsPaired
            ? FormattableString.Invariant(
                $"{{w_i[{low + bits - 1}], w_i[{(lane ^ 1) * bits}+:{bits}] == 4'b1000, w_i[{low}+:{bits - 1}]}}")
            : FormattableString.Invariant($"w_i[{low}+:{bits}]");
    }

    /// <summary>All lanes' weights, lane 0 lowest.</summary>
    internal static string Lanes(Design design) =>
        $"{{{string.Join(", ", Enumerable.Range(0, design.Lanes).Reverse().Select(lane => Lane(design, lane)))}}}";

    /// <summary>As options of Yosys' hierarchy command; of weights in pairs or with an outlier in a word, which a PE only passes on, the width of a word.</summary>
    internal static string Options(Design design) => design.Weights.IsPaired || design.Weights.HasOutlierLane
        ? FormattableString.Invariant($"-chparam WBits {design.Weights.WordBits(design.Lanes)}")
        : string.Join(' ', Parameters(design).Select(parameter => FormattableString.Invariant(
            $"-chparam {parameter.Key} {parameter.Value}")));
}
