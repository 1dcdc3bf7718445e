using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Generator.Designs;

namespace MixPe.Flow.Compare;

/// <summary>Designs side by side on the layers of a model.</summary>
/// <param name="Words">What the layers are.</param>
/// <param name="Designs">Each as it was asked for, and its figures.</param>
public sealed record LayerComparison(string Words, IReadOnlyList<(string Asked, Design Design, LayerFigures Figures)> Designs)
{
    /// <summary>True where a tile's bits or cycles are not the model's.</summary>
    public bool HasFailed => Designs.Any(one => one.Figures.Hardware is { } run && (run.Mismatches > 0 || run.Cycles != one.Figures.Cycles));

    /// <summary>Runs each design on all layers: the golden model, and its tile too where tiles can be built.</summary>
    /// <param name="designs">The designs.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="gemms">Builds tiles; null for the golden model alone.</param>
    /// <param name="step">Told what happens, and the share that is done.</param>
    public static LayerComparison Of(
        IReadOnlyCollection<(string Asked, Design Design)> designs, ILayers layers, GemmSimulation? gemms = null, Action<double, string>? step = null)
    {
        ArgumentNullException.ThrowIfNull(designs);
        ArgumentNullException.ThrowIfNull(layers);

        // By the golden model first: what a tile has no room for is refused before anything is built.
        double all = designs.Count * (gemms is null ? 1 : 2);
        List<(string Asked, Design Design, LayerFigures Figures)> figures = [];
        foreach (var (asked, design) in designs)
        {
            step?.Invoke(figures.Count / all, $"{asked}: golden model");
            figures.Add((asked, design, LayerFigures.Of(design, layers)));
        }

        for (int i = 0; gemms is not null && i < figures.Count; i++)
        {
            var (asked, design, golden) = figures[i];
            step?.Invoke((figures.Count + i) / all, $"{asked}: tile");
            figures[i] = (asked, design, golden with { Hardware = LayerHardware.Of(design, layers, gemms) });
        }

        return new LayerComparison(layers.Words, figures);
    }
}
