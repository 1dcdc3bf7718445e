using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>How the weights of a file are taken.</summary>
public sealed record WeightsFileOptions
{
    /// <summary>True for numbers stored [K, N].</summary>
    public bool Transpose { get; init; }

    /// <summary>True to take a quantized tensor for the numbers that it stands for, each rounded to binary32.</summary>
    public bool Requantize { get; init; }

    /// <summary>How a GPTQ file stores zero points; null to go by the configuration beside it.</summary>
    public GptqFormat? Gptq { get; init; }
}
