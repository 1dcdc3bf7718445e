using MixPe.Generator.Designs;

namespace MixPe.Generator.Bundles;

/// <summary>All that one design generates, in memory.</summary>
/// <param name="Design">The design.</param>
/// <param name="Hash">First 16 hexadecimal digits of SHA-256 over tool version, resolved design and templates.</param>
/// <param name="Modules">Interfaces of the modules, leaves first, the top last.</param>
/// <param name="Sources">rtl/*.sv in compilation order, one module a file.</param>
/// <param name="Files">Every file of the bundle, <paramref name="Sources"/> included.</param>
public sealed record RtlBundle(
    Design Design,
    string Hash,
    IReadOnlyList<ModuleSpec> Modules,
    IReadOnlyList<BundleFile> Sources,
    IReadOnlyList<BundleFile> Files)
{
    /// <summary>The top module.</summary>
    public ModuleSpec Top => Modules[^1];

    /// <summary>The module of that unit name.</summary>
    /// <exception cref="KeyNotFoundException">The bundle has no such unit.</exception>
    public ModuleSpec Module(string unit) =>
        Modules.FirstOrDefault(module => module.Unit == unit)
        ?? throw new KeyNotFoundException($"design {Design.Name} has no unit '{unit}'");
}
