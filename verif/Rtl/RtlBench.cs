using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Generator.Templates;
using MixPe.Sim.Build;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Verif.Rtl;

/// <summary>From a design to verilated units and arrays, in a cache beside the test assembly.</summary>
internal sealed class RtlBench
{
    // A test runs some thousand or million cycles: what counts is the build.
    private static readonly BuildOptions Quick = new() { Optimization = OptimizationLevel.O0 };

    private readonly BundleGenerator _generator;

    /// <summary>A bench over the templates of the generator, or over broken ones.</summary>
    public RtlBench(TemplateLibrary? templates = null)
    {
        Templates = templates ?? TemplateLibrary.LoadEmbedded();
        _generator = new BundleGenerator(Templates);
    }

    public TemplateLibrary Templates { get; }

    public RtlBundle Generate(Design design) => _generator.Generate(design);

    public VerilatedLibrary Array(Design design, bool trace = false)
    {
        RtlBundle bundle = Generate(design);
        BuildOptions options = ArrayBuild.Options(bundle) with { Optimization = Quick.Optimization, Trace = trace };
        return TestBuilds.Shared.GetOrBuild(bundle.Sources, bundle.Module("array"), options);
    }

    /// <summary>The tile, its assertions on.</summary>
    public VerilatedLibrary Tile(Design design, bool trace = false)
    {
        RtlBundle bundle = Generate(design);
        return TestBuilds.Shared.GetOrBuild(bundle.Sources, bundle.Module("tile"), Quick with { Trace = trace });
    }

    /// <summary>The tile as <c>mixpe simulate</c> verilates it, the way that suits its size.</summary>
    public VerilatedLibrary TileOfItsSize(Design design)
    {
        RtlBundle bundle = Generate(design);
        BuildOptions options = ArrayBuild.Options(bundle) with { Optimization = Quick.Optimization };
        return TestBuilds.Shared.GetOrBuild(bundle.Sources, bundle.Module("tile"), options);
    }

    public VerilatedLibrary Unit(Design design, string unit)
    {
        RtlBundle bundle = Generate(design);
        return TestBuilds.Shared.GetOrBuild(bundle.Sources, bundle.Module(unit), Quick);
    }
}
