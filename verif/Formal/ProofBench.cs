using MixPe.Flow.Formal;
using MixPe.Generator.Designs;
using MixPe.Generator.Rtl;
using MixPe.Generator.Templates;
using MixPe.Verif.Cli;
using MixPe.Verif.Rtl;

namespace MixPe.Verif.Formal;

/// <summary>Runs some proofs of a named design, over the generator's templates or broken ones.</summary>
internal static class ProofBench
{
    /// <summary>The outcome of each proof whose name has one of the parts.</summary>
    public static IReadOnlyDictionary<string, ProofReport> Run(
        string design, string only, TemplateLibrary? templates = null, ScratchFolder? traces = null)
    {
        BundleGenerator generator = new(templates ?? new RtlBench().Templates);
        return new FormalProver(generator.Generate)
            .Run(DesignLoader.Load(design, []), only, TimeSpan.FromSeconds(240), traces?["traces"] ?? Path.GetTempPath())
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
    }
}
