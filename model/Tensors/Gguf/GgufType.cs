namespace MixPe.Model.Tensors.Gguf;

/// <summary>How the elements of a GGUF tensor are stored: ggml's enum ggml_type.</summary>
/// <param name="Id">Its number in the file.</param>
/// <param name="Name">ggml's name, without GGML_TYPE_.</param>
/// <param name="BlockElements">Neighbouring elements of a row that are stored together; 0 where it is not read.</param>
/// <param name="BlockBytes">Bytes that they take; 0 where it is not read.</param>
/// <param name="Plain">The element type where each element is a number by itself, else null.</param>
public sealed record GgufType(uint Id, string Name, int BlockElements, int BlockBytes, TensorType? Plain)
{
    /// <summary>True where its bytes are understood.</summary>
    public bool IsRead => BlockElements > 0;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
