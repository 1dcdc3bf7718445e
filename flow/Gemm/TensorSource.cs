namespace MixPe.Flow.Gemm;

/// <summary>A tensor in a file, named FILE or FILE:TENSOR.</summary>
/// <param name="Path">The file.</param>
/// <param name="Tensor">The tensor's name, or null.</param>
internal sealed record TensorSource(string Path, string? Tensor)
{
    /// <summary>Takes a name apart. A colon may be part of a path; a tensor's name is looked for only behind one that ends
    /// a file's name.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    public static TensorSource Parse(string source)
    {
        if (File.Exists(source))
        {
            return new TensorSource(source, null);
        }

        for (int colon = source.IndexOf(':', StringComparison.Ordinal); colon >= 0;
            colon = source.IndexOf(':', colon + 1))
        {
            if (File.Exists(source[..colon]))
            {
                return new TensorSource(source[..colon], source[(colon + 1)..]);
            }
        }

        throw new InputException($"{source}: no such file");
    }
}
