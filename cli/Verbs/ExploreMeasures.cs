using MixPe.Flow.Explore;
using MixPe.Flow.Explore.Evaluation;
using MixPe.Flow.Explore.Launch.Slurm;
using MixPe.Flow.Synthesis;
using MixPe.Flow.Synthesis.Mapping;
using MixPe.Flow.Synthesis.Recipes;
using MixPe.Generator.Bundles;
using MixPe.Sim.Build;

namespace MixPe.Cli.Verbs;

/// <summary>What measures points: the same from the same setup, in a run and in the tasks that it launches.</summary>
/// <param name="All">The measures.</param>
/// <param name="Layers">What fidelity is of, in words.</param>
/// <param name="Tools">What hardware is from; empty if nothing is synthesized.</param>
internal sealed record ExploreMeasures(IReadOnlyList<IMeasure> All, string Layers, string Tools)
{
    /// <summary>Recipes by the word of the command line.</summary>
    public static IReadOnlyDictionary<string, RecipeBook> Books { get; } =
        new Dictionary<string, RecipeBook>(StringComparer.Ordinal) { ["all"] = RecipeBook.All, ["few"] = RecipeBook.Few };

    /// <summary>Reads model and library, and asks the tools for their versions: what is missing is told here.</summary>
    /// <param name="setup">What is wanted.</param>
    /// <param name="study">Makes the study of a library.</param>
    public static ExploreMeasures Open(MeasureSetup setup, Func<SynthesisStudy> study)
    {
        string version = ToolIdentity();
        ILayers layers = LayerModel.Open(setup.Model);
        FidelityMeasure fidelity = new(layers, version);
        if (setup.IsFidelityOnly)
        {
            return new ExploreMeasures([fidelity], layers.Words, "");
        }

        SynthesisOptions options = new() { Library = setup.Library, Book = Books[setup.Recipes] };
        string tools = new Synthesizer(TargetLibrary.Load(setup.Library), options.Book, new BuildEnvironment(), 1).Tools;
        return new ExploreMeasures([fidelity, new HardwareMeasure(study(), options, tools, version)], layers.Words, tools);
    }

    // Figures of other code are not those of this one. A build's id changes with its code alone.
    private static string ToolIdentity() => string.Join(' ', new[]
    {
        typeof(ExploreRun), typeof(VerilatedBuild), typeof(RtlBundle), typeof(Model.Formats.NumberFormat),
    }.Select(type => type.Module.ModuleVersionId));
}
