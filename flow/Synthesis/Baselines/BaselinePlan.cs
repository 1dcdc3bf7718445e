using MixPe.Generator.Designs;
using MixPe.Model.Formats;

namespace MixPe.Flow.Synthesis.Baselines;

/// <summary>The honest rivals of a design: the same array, group, lanes and dataflow with other PEs, out of the same
/// generator, mapped by the same recipes.</summary>
public static class BaselinePlan
{
    /// <summary>The baselines of a design's unit.</summary>
    /// <param name="design">The design.</param>
    /// <param name="unit">The unit: what does not multiply has none.</param>
    public static IReadOnlyList<Baseline> For(Design design, string unit)
    {
        ArgumentNullException.ThrowIfNull(design);
        return unit is "pe" or "array" && design.Activations.IsInteger
            ? [.. Integer(design).Where(baseline => !IsSame(design, baseline.Design))]
            : [];
    }

    // INT8 by INT8, three ways, and the design's own products left to the synthesizer.
    private static IEnumerable<Baseline> Integer(Design design)
    {
        foreach (Architecture architecture in new[] { Architecture.ShiftAdd, Architecture.Booth, Architecture.Behavioural })
        {
            string way = Word(architecture);
            yield return new Baseline($"INT8 {way}", Fit(design with
            {
                Name = $"{design.Name}_int8_{way}",
                Weights = NumberFormats.Get("int8"),
                ZeroPoint = false,
                Architecture = architecture,
            }));
        }

        yield return new Baseline($"{design.Weights} {Word(Architecture.Behavioural)}", Fit(design with
        {
            Name = $"{design.Name}_{Word(Architecture.Behavioural)}",
            Architecture = Architecture.Behavioural,
        }));
    }

    // No registers cut what the synthesizer makes of a behavioural text.
    private static Design Fit(Design design) =>
        design.Architecture == Architecture.Behavioural ? design with { Pipeline = 1 } : design;

    private static bool IsSame(Design design, Design other) =>
        other.Weights == design.Weights && other.Architecture == design.Architecture;

    private static string Word(Architecture architecture) => architecture switch
    {
        Architecture.ShiftAdd => "heap",
        Architecture.Booth => "booth",
        _ => "behavioural",
    };
}
