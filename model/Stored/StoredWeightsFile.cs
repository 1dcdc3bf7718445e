using MixPe.Model.Tensors.Gguf;

namespace MixPe.Model.Stored;

/// <summary>Weights that a file has quantized: GGUF's Q4_0, Q8_0, Q4_K and MXFP4; GPTQ's and AWQ's 4 bits, NVFP4 and FP8 in
/// safetensors.</summary>
public static class StoredWeightsFile
{
    /// <summary>Reads them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The tensor's name, or the prefix of a layer; may be null when the file has one only.</param>
    /// <param name="most">The most elements that are wanted.</param>
    /// <param name="gptq">How a GPTQ file stores zero points; null to go by the configuration beside it.</param>
    /// <returns>Null if what has that name is a tensor of numbers, or the file is of a kind that has no others.</returns>
    /// <exception cref="InvalidDataException">The file is not what it claims to be, or has nothing of that name.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static StoredWeights? Read(string path, string? name, int most, GptqFormat? gptq = null) => Path.GetExtension(path) switch
    {
        GgufFile.Extension => GgufWeights.Read(path, name, most),
        ".safetensors" when name is not null => PackedWeights.Read(path, name, most, gptq) ?? Scaled(path, name, most),
        _ => null,
    };

    private static StoredWeights? Scaled(string path, string name, int most)
    {
        LayerPart.Refuse(path, name);
        return Nvfp4Weights.Read(path, name, most) ?? Fp8Weights.Read(path, name, most);
    }
}
