namespace MixPe.Model.Tensors;

/// <summary>One group of a weightsManifest.</summary>
/// <param name="Shards">Names of the files that hold its bytes, in order.</param>
/// <param name="Tensors">Its tensors; offsets count from the start of the first shard.</param>
internal sealed record TensorFlowJsGroup(IReadOnlyList<string> Shards, IReadOnlyList<StoredTensor> Tensors);
