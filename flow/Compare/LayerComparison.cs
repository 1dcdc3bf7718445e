using MixPe.Flow.Explore.Evaluation;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>Designs side by side on the layers of a model.</summary>
/// <param name="Words">What the layers are.</param>
/// <param name="Designs">Each as it was asked for, and its figures.</param>
public sealed record LayerComparison(string Words, IReadOnlyList<(string Asked, Design Design, LayerFigures Figures)> Designs)
{
    /// <summary>Runs the golden model of each design on all layers.</summary>
    /// <param name="designs">The designs.</param>
    /// <param name="layers">The layers.</param>
    public static LayerComparison Of(IEnumerable<(string Asked, Design Design)> designs, ILayers layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        return new LayerComparison(
            layers.Words, [.. designs.Select(one => (one.Asked, one.Design, LayerFigures.Of(one.Design, layers)))]);
    }
}
