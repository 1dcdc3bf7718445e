using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Systems;

/// <summary>A product that a tile of a system makes.</summary>
/// <param name="Name">The field of the system file that names its design.</param>
/// <param name="Design">The design.</param>
/// <param name="Operands">Its operands; zeros stand where results of other parts belong.</param>
public sealed record SystemPart(string Name, Design Design, GemmOperands Operands)
{
    /// <summary>Groups of K, the first ones, whose activations have more bits, of a design with wide groups.</summary>
    public int WideGroups { get; init; } = int.MaxValue;

    /// <summary>What its bits and its cycles are those of.</summary>
    public Design Job => Design.WithSlices(0, WideGroups);

    /// <summary>Number of the part whose results are the addends; null if none is.</summary>
    public int? AddendsFrom { get; init; }

    /// <summary>Number of the part whose results are the activations; null if none is.</summary>
    public int? ActivationsFrom { get; init; }

    /// <summary>The operands with the results of the parts before in their places.</summary>
    /// <param name="results">[M, N] bit patterns of each part before.</param>
    public GemmOperands With(IReadOnlyList<uint[]> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        return Operands with
        {
            Addends = AddendsFrom is { } addends ? results[addends] : Operands.Addends,
            Activations = ActivationsFrom is { } activations
                ? Array.ConvertAll(results[activations], bits => (ushort)bits)
                : Operands.Activations,
        };
    }
}
