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
    private static readonly string[] Small = ["rows=2", "columns=2"];

    /// <summary>The outcome of each proof whose name has one of the parts, and of those that they rest on.</summary>
    public static IReadOnlyDictionary<string, ProofReport> Run(
        string design, string only, TemplateLibrary? templates = null) =>
        Run(new FormalProver(Generator(templates).Generate), DesignLoader.Load(design, []), only, Path.GetTempPath());

    /// <summary>The outcome of a proof over broken templates. What it rests on is not run: a proof is refuted by itself
    /// and would not be proved. Nor does the size of the array matter: it makes reading the netlist slow, and every
    /// proof has shapes of its own.</summary>
    public static ProofReport Refute(string design, string proof, TemplateLibrary templates, ScratchFolder traces) =>
        Run(
            new FormalProver(Generator(templates).Generate) { HasLemmas = false },
            DesignLoader.Load(design, Small), proof, traces["traces"])[proof];

    private static BundleGenerator Generator(TemplateLibrary? templates) => new(templates ?? new RtlBench().Templates);

    private static Dictionary<string, ProofReport> Run(
        FormalProver prover, Design design, string only, string traces) =>
        prover.Run(design, only, TimeSpan.FromSeconds(240), traces)
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
}
