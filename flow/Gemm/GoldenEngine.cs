using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Gemm;

/// <summary>The golden model as an engine.</summary>
/// <param name="design">The design.</param>
public sealed class GoldenEngine(Design design) : IGemmEngine
{
    /// <inheritdoc/>
    public Design Design => design;

    /// <inheritdoc/>
    public GemmExecution Run(GemmOperands operands) => new(GoldenGemm.Run(design.Arithmetic, operands), null);
}
