using MixPe.Generator.Bundles;
using MixPe.Generator.Designs;
using MixPe.Generator.Templates;

namespace MixPe.Generator.Rtl;

/// <summary>Turns a design into its RTL bundle; the same design gives the same bytes.</summary>
public sealed class BundleGenerator
{
    private readonly TemplateLibrary templates;

    /// <summary>A generator over the given templates.</summary>
    public BundleGenerator(TemplateLibrary templates) => this.templates = templates;

    /// <summary>A generator over the templates of this assembly.</summary>
    public static BundleGenerator Create() => new(TemplateLibrary.LoadEmbedded());

    /// <summary>Generates the bundle in memory.</summary>
    public RtlBundle Generate(Design design)
    {
        Datapath path = new(design);
        string hash = "0";
        TemplateModel model = TemplateModel.For(path, "0.1.0", hash);
        List<ModuleSpec> modules = [];
        List<BundleFile> sources = [];
        foreach (var (unit, template, unitModel) in UnitPlan.For(path, model))
        {
            string text = SvText.Tidy(templates.Render(template, unitModel.ToDictionary()));
            ModuleSpec module = PortReader.Read(unit, text);
            modules.Add(module);
            sources.Add(new BundleFile($"rtl/{module.Name}.sv", text));
        }

        return new RtlBundle(design, hash, modules, sources, sources);
    }
}
