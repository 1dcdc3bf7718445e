using MixPe.Model.Tensors;

namespace MixPe.Flow.Gemm;

/// <summary>Matrices out of tensor files, named FILE or FILE:TENSOR.</summary>
public static class MatrixFile
{
    /// <summary>Reads a matrix.</summary>
    /// <param name="source">FILE or FILE:TENSOR.</param>
    /// <param name="transpose">True for weights stored [K, N].</param>
    /// <exception cref="InputException">The file or the tensor cannot be used.</exception>
    public static Matrix Read(string source, bool transpose = false)
    {
        var (path, name) = TensorSource.Parse(source);
        try
        {
            Tensor tensor = TensorFile.Read(path, name).AsMatrix(transpose);
            if (tensor.Count is 0 or > Matrix.MaxElements)
            {
                throw new InputException($"{source}: {tensor.Count} elements; 1 to {Matrix.MaxElements} can be used");
            }

            return new Matrix(tensor.Shape[0], tensor.Shape[1], tensor.ToSingles());
        }
        catch (Exception e) when (e is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            throw new InputException(e.Message, e);
        }
    }
}
