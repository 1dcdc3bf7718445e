using MixPe.Generator.Designs;

namespace MixPe.Generator.Bundles;

/// <summary>The files of a bundle beside its sources.</summary>
public static class BundleFiles
{
    /// <summary>NAME.f, NAME.core, Bender.yml, NAME.sdc, NAME.h, design.yaml, README.md, LICENSE, manifest.json.
    /// </summary>
    /// <param name="design">The design.</param>
    /// <param name="hash">The bundle's hash, of <see cref="BundleHash"/>.</param>
    /// <param name="modules">Interfaces of the modules, leaves first, the top last.</param>
    /// <param name="sources">rtl/*.sv in compilation order.</param>
    /// <param name="latencies">Latencies in cycles.</param>
    /// <param name="widths">Widths in bits that no port shows.</param>
    /// <exception cref="ArgumentException">There is no module or no source.</exception>
    public static IReadOnlyList<BundleFile> For(
        Design design,
        string hash,
        IReadOnlyList<ModuleSpec> modules,
        IReadOnlyList<BundleFile> sources,
        IReadOnlyList<DesignConstant> latencies,
        IReadOnlyList<DesignConstant>? widths = null)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(sources);
        if (modules.Count == 0 || sources.Count == 0)
        {
            throw new ArgumentException($"design {design.Name} has no module or no source");
        }

        var content = new BundleContent(design, hash, modules, sources, latencies, widths ?? []);
        List<BundleFile> files =
        [
            new($"{design.Name}.f", SourceLists.FileList(content)),
            new($"{design.Name}.core", SourceLists.FuseSoc(content)),
            new("Bender.yml", SourceLists.Bender(content)),
            new($"{design.Name}.sdc", TimingConstraints.Write(content)),
            new($"{design.Name}.h", CHeader.Write(content)),
            new("design.yaml", ResolvedDesign.Write(design)),
            new("README.md", BundleReadme.Write(content)),
            new("LICENSE", GeneratedLicense.Text),
        ];
        files.Add(new(Manifest.FileName, Manifest.Write(content, files)));
        return files;
    }
}
