using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Gemm;
using MixPe.Flow.Systems;
using MixPe.Generator.Designs;
using MixPe.Generator.Systems;

namespace MixPe.Flow.Compare;

/// <summary>Designs side by side on the layers of a model.</summary>
/// <param name="Words">What the layers are.</param>
/// <param name="Designs">Each as it was asked for, and its figures.</param>
public sealed record LayerComparison(string Words, IReadOnlyList<(string Asked, Design Design, LayerFigures Figures)> Designs)
{
    /// <summary>Systems of several tiles, and their figures.</summary>
    public IReadOnlyList<(GemmSystem System, SystemFigures Figures)> Systems { get; init; } = [];

    /// <summary>True where a tile's bits or cycles are not the model's.</summary>
    public bool HasFailed => Designs.Select(one => (one.Figures.Hardware, one.Figures.Cycles))
        .Concat(Systems.Select(one => (one.Figures.Hardware, one.Figures.Cycles)))
        .Any(one => one.Hardware is { } run && (run.Mismatches > 0 || run.Cycles != one.Cycles));

    /// <summary>Runs each design on all layers: the golden model, and its tile too where tiles can be built.</summary>
    /// <param name="designs">The designs.</param>
    /// <param name="systems">Systems of several tiles.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="gemms">Builds tiles; null for the golden model alone.</param>
    /// <param name="step">Told what happens, and the share that is done.</param>
    public static LayerComparison Of(
        IReadOnlyCollection<(string Asked, Design Design)> designs,
        IReadOnlyCollection<GemmSystem> systems,
        ILayers layers,
        GemmSimulation? gemms = null,
        Action<double, string>? step = null)
    {
        ArgumentNullException.ThrowIfNull(designs);
        ArgumentNullException.ThrowIfNull(systems);
        ArgumentNullException.ThrowIfNull(layers);

        // By the golden model first: what a tile has no room for is refused before anything is built.
        double all = (designs.Count * (gemms is null ? 1 : 2)) + systems.Count;
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

        SystemSimulation? tiles = gemms is null ? null : new SystemSimulation(gemms);
        List<(GemmSystem System, SystemFigures Figures)> whole = [];
        foreach (GemmSystem system in systems)
        {
            step?.Invoke((all - systems.Count + whole.Count) / all, $"{system.Name}: {(gemms is null ? "golden model" : "tiles")}");
            whole.Add((system, SystemFigures.Of(system, layers, tiles)));
        }

        return new LayerComparison(layers.Words, figures) { Systems = whole };
    }
}
