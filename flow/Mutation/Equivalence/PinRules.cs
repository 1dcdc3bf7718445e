using MixPe.Flow.Mutation.Netlists;

namespace MixPe.Flow.Mutation.Equivalence;

/// <summary>When a unit looks at its inputs, as its manual says: what the unit's own checks fill with noise at all other
/// times does not count in a proof of what is around it.</summary>
internal static class PinRules
{
    private const string Dequant = "_group_dequant";

    /// <summary>The ports that are 1 when a port is looked at; none if it always is.</summary>
    /// <param name="module">The unit.</param>
    /// <param name="port">The port.</param>
    public static IReadOnlyList<string> Guards(NetModule module, string port) =>
        !module.BaseName.EndsWith(Dequant, StringComparison.Ordinal) ? [] : port switch
        {
            "x_scale_i" => ["valid_i", "end_i"],
            "dot_i" or "sum_i" or "zero_i" or "scale_i" or "first_i" or "end_i" => ["valid_i"],
            _ => [],
        };
}
