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
    /// <summary>The outcome of each proof whose name has one of the parts, and of those that they rest on.</summary>
    /// <param name="design">Its name, and after spaces fields of it with other values.</param>
    /// <param name="only">The parts.</param>
    /// <param name="templates">The templates; the generator's own if left out.</param>
    public static IReadOnlyDictionary<string, ProofReport> Run(
        string design, string only, TemplateLibrary? templates = null) =>
        Run(new FormalProver(Generator(templates).Generate), Load(design), only, Path.GetTempPath());

    /// <summary>The outcome of a proof over broken templates. What it rests on is not run: a proof is refuted by itself
    /// and would not be proved. Nor does the size of the array matter: it makes reading the netlist slow, and every
    /// proof has shapes of its own.</summary>
    public static ProofReport Refute(string design, string proof, TemplateLibrary templates, ScratchFolder traces)
    {
        // A group decides the rows of a weight-stationary array.
        string small = Load(design).IsWeightStationary ? " columns=2" : " rows=2 columns=2";
        return Run(
            new FormalProver(Generator(templates).Generate) { HasLemmas = false },
            Load(design + small), proof, traces["traces"])[proof];
    }

    private static Design Load(string design)
    {
        string[] words = design.Split(' ');
        return DesignLoader.Load(words[0], words[1..]);
    }

    private static BundleGenerator Generator(TemplateLibrary? templates) => new(templates ?? new RtlBench().Templates);

    private static Dictionary<string, ProofReport> Run(
        FormalProver prover, Design design, string only, string traces) =>
        prover.Run(design, only, TimeSpan.FromSeconds(240), traces)
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
}
