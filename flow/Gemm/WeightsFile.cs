using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>Weights out of tensor files, named FILE or FILE:TENSOR, quantized ones as they are.</summary>
public static class WeightsFile
{
    /// <summary>Reads weights.</summary>
    /// <param name="source">FILE or FILE:TENSOR.</param>
    /// <param name="options">How they are taken.</param>
    /// <exception cref="InputException">The file or the tensor cannot be used.</exception>
    public static GemmWeights Read(string source, WeightsFileOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        StoredWeights? found = Stored(source, options.Gptq);
        if (found is not { } stored)
        {
            RealWeights numbers = new(MatrixFile.Read(source, options.Transpose));
            return options.Gptq is null ? numbers : throw NoGptq(source, "a tensor of numbers");
        }

        if (options.Gptq is not null && stored.Kind != StoredWeights.Gptq)
        {
            throw NoGptq(stored.Place, stored.Kind);
        }

        if (options.Transpose)
        {
            throw new InputException(
                $"{stored.Place}: --transpose is for numbers: {stored.Kind} says itself how its groups lie");
        }

        return options.Requantize
            ? new RealWeights(new Matrix(
                stored.N, stored.K, Array.ConvertAll(stored.Dequantize(), value => (float)value)))
            : new CodedWeights(stored);
    }

    private static InputException NoGptq(string place, string kind) =>
        new($"{place}: --gptq is for layers of GPTQ: this is {kind}");

    private static StoredWeights? Stored(string source, GptqFormat? gptq)
    {
        var (path, name) = TensorSource.Parse(source);
        try
        {
            return StoredWeightsFile.Read(path, name, Matrix.MaxElements, gptq);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message, e);
        }
    }
}
