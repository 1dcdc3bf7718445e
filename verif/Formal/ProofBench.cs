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
    // Yosys 0.23 takes the cast in this concatenation for as wide as its operand, which moves every later bit.
    private const string Cast = "        {Rows{drain_start}} | Rows'({drain_q[Rows-1:0], 1'b0})\n";
    private const string Block = "  always_ff @(posedge clk_i) begin\n    if (!rst_ni) begin\n      group_first_q";

    /// <summary>The outcome of each proof whose name has one of the parts.</summary>
    public static IReadOnlyDictionary<string, ProofReport> Run(
        string design, string only, TemplateLibrary? templates = null, ScratchFolder? traces = null)
    {
        BundleGenerator generator = new(templates ?? new RtlBench().Templates);
        return new FormalProver(generator.Generate)
            .Run(DesignLoader.Load(design, []), only, TimeSpan.FromSeconds(60), traces?["traces"] ?? Path.GetTempPath())
            .ToDictionary(report => report.Name, StringComparer.Ordinal);
    }

    /// <summary>The templates with the array written so that Yosys 0.23 reads it as the language means it.</summary>
    public static TemplateLibrary WithoutCastInConcatenation(TemplateLibrary templates)
    {
        var texts = templates.Text.ToDictionary(StringComparer.Ordinal);
        if (texts["array"].Contains(Cast, StringComparison.Ordinal))
        {
            texts["array"] = texts["array"]
                .Replace(Cast, "        drain_next\n", StringComparison.Ordinal)
                .Replace(
                    Block,
                    "  logic [Rows-1:0] drain_next;\n"
                    + "  assign drain_next = {Rows{drain_start}} | Rows'({drain_q[Rows-1:0], 1'b0});\n" + Block,
                    StringComparison.Ordinal);
        }

        return new TemplateLibrary(texts);
    }
}
