namespace MixPe.Flow.Report.Documents;

/// <summary>The commands whose documents are reported.</summary>
public enum DocumentKind
{
    /// <summary>mixpe synth, of a library's cells.</summary>
    Synth,

    /// <summary>mixpe synth --target, of an FPGA.</summary>
    Fpga,

    /// <summary>mixpe estimate.</summary>
    Estimate,

    /// <summary>mixpe verify.</summary>
    Verify,

    /// <summary>mixpe mutate.</summary>
    Mutate,

    /// <summary>mixpe prove.</summary>
    Prove,
}
