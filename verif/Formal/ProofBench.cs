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
    /// <summary>The outcome of each proof whose name has one of the parts. What follows the design's name, after spaces,
    /// are fields of it with other values.</summary>
    public static IReadOnlyDictionary<string, ProofReport> Run(
        string design, string only, TemplateLibrary? templates = null, ScratchFolder? traces = null)
    {
        string[] words = design.Split(' ');
        BundleGenerator generator = new(templates ?? new RtlBench().Templates);
        return new FormalProver(generator.Generate)
            .Run(DesignLoader.Load(words[0], words[1..]), only, TimeSpan.FromSeconds(240), traces?["traces"] ?? Path.GetTempPath())
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
    }
}
