using MixPe.Model.Stored;

namespace MixPe.Flow.Gemm;

/// <summary>Weights out of tensor files, named FILE or FILE:TENSOR, quantized ones as they are.</summary>
public static class WeightsFile
{
    /// <summary>Reads weights.</summary>
    /// <param name="source">FILE or FILE:TENSOR.</param>
    /// <param name="transpose">True for numbers stored [K, N].</param>
    /// <param name="requantize">True to take a quantized tensor for the numbers that it stands for, each rounded to
    /// binary32.</param>
    /// <exception cref="InputException">The file or the tensor cannot be used.</exception>
    public static GemmWeights Read(string source, bool transpose = false, bool requantize = false)
    {
        if (Stored(source) is not { } stored)
        {
            return new RealWeights(MatrixFile.Read(source, transpose));
        }

        if (transpose)
        {
            throw new InputException(
                $"{stored.Place}: --transpose is for numbers: {stored.Kind} says itself how its groups lie");
        }

        return requantize
            ? new RealWeights(new Matrix(
                stored.N, stored.K, Array.ConvertAll(stored.Dequantize(), value => (float)value)))
            : new CodedWeights(stored);
    }

    private static StoredWeights? Stored(string source)
    {
        var (path, name) = TensorSource.Parse(source);
        try
        {
            return StoredWeightsFile.Read(path, name, Matrix.MaxElements);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message, e);
        }
    }
}
