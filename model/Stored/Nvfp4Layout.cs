namespace MixPe.Model.Stored;

/// <summary>How a tool stores layers of NVFP4.</summary>
/// <param name="Codes">The part that has the codes, uint8 [N, K/2], two a byte, the first in the lower half.</param>
/// <param name="Second">The part that has the second scale, one binary32 number.</param>
/// <param name="IsDivisor">True where weights are divided by that number.</param>
internal sealed record Nvfp4Layout(string Codes, string Second, bool IsDivisor)
{
    /// <summary>NVIDIA's Model Optimizer.</summary>
    public static Nvfp4Layout ModelOptimizer { get; } = new(".weight", ".weight_scale_2", false);

    /// <summary>compressed-tensors, nvfp4-pack-quantized.</summary>
    public static Nvfp4Layout CompressedTensors { get; } = new(".weight_packed", ".weight_global_scale", true);
}
