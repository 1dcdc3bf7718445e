using System.Text.Json.Serialization;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Flow.Synthesis.Timing;

namespace MixPe.Flow.Synthesis;

/// <summary>One netlist of a unit, with its figures.</summary>
/// <param name="Recipe">How it was made.</param>
/// <param name="Area">Sum of its cells' areas, in the library's unit, µm² as a rule.</param>
/// <param name="Path">Its slowest path.</param>
/// <param name="Netlist">Its cells.</param>
public sealed record Candidate(Recipe Recipe, double Area, TimingPath Path, MappedNetlist Netlist)
{
    /// <summary>Delay of the slowest path, in ns.</summary>
    [JsonIgnore]
    public double DelayNs => Path.DelayNs;

    /// <summary>True if the other is no larger and no slower, and better in one of both.</summary>
    public bool IsBeatenBy(Candidate other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.Area <= Area && other.DelayNs <= DelayNs && (other.Area < Area || other.DelayNs < DelayNs);
    }
}
