namespace MixPe.Model.Tensors;

/// <summary>Where a tensor's bytes are.</summary>
/// <param name="Info">What it is.</param>
/// <param name="Place">The field that describes it, for messages.</param>
/// <param name="Offset">First byte, counted from the start of the data.</param>
/// <param name="Bytes">How many.</param>
internal sealed record StoredTensor(TensorInfo Info, string Place, long Offset, int Bytes);
