using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Flow.Gemm;

/// <summary>What multiplies quantized matrices.</summary>
public interface IGemmEngine
{
    /// <summary>The design whose arithmetic it has.</summary>
    Design Design { get; }

    /// <summary>Multiplies.</summary>
    /// <param name="operands">Codes, scales and zero points.</param>
    GemmExecution Run(GemmOperands operands);
}
