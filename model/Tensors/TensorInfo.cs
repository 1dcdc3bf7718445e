namespace MixPe.Model.Tensors;

/// <summary>A tensor of a file, without its data.</summary>
/// <param name="Name">Its name in the file.</param>
/// <param name="Shape">Its dimensions; empty for a scalar.</param>
/// <param name="Type">Its element type.</param>
public sealed record TensorInfo(string Name, IReadOnlyList<int> Shape, TensorType Type)
{
    /// <summary>Such as "kernel float32 [256, 768]".</summary>
    public override string ToString() =>
        $"{Name} {Type.ToString().ToLowerInvariant()} [{string.Join(", ", Shape)}]";
}
