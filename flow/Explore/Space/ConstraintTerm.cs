using MixPe.Generator.Designs;

namespace MixPe.Flow.Explore.Space;

/// <summary>A part of a condition.</summary>
/// <param name="Kind">What it gives.</param>
/// <param name="Value">A decimal, a bool or a string, by <paramref name="Kind"/>.</param>
/// <param name="Field">The field that it is; null of anything else.</param>
/// <param name="Literal">The word that it is; null of anything else.</param>
internal sealed record ConstraintTerm(
    TermKind Kind, Func<Design, object> Value, DesignField? Field = null, string? Literal = null)
{
    public decimal Number(Design design) => (decimal)Value(design);

    public bool IsTrue(Design design) => (bool)Value(design);
}
