using System.Text.Json;

namespace MixPe.Model.Tensors;

/// <summary>TensorFlow.js models: a model.json whose weightsManifest lists groups of weights, the bytes of a group one
/// after the other in the shards beside it.</summary>
public static class TensorFlowJsFile
{
    // The graph of a model is in the same document; a large one is tens of megabytes.
    private const int MaxDocument = 1 << 29;

    /// <summary>The tensors of all groups, in order.</summary>
    /// <exception cref="InvalidDataException">The document is not what it claims to be.</exception>
    public static IReadOnlyList<TensorInfo> Describe(string path) =>
        [.. ReadManifest(path).SelectMany(group => group.Tensors).Select(tensor => tensor.Info)];

    /// <summary>Reads one tensor; only the shards that hold it are opened.</summary>
    /// <exception cref="InvalidDataException">The document or a shard is not what it claims to be, or there is no
    /// such tensor.</exception>
    public static Tensor Read(string path, string name)
    {
        List<TensorFlowJsGroup> groups = ReadManifest(path);
        StoredTensor found = TensorFile.Pick(path, groups.SelectMany(group => group.Tensors), name);
        TensorFlowJsGroup group = groups.First(candidate => candidate.Tensors.Contains(found));
        byte[] data = ReadSpan(path, group.Shards, found);
        return new Tensor(found.Info.Name, found.Info.Shape, found.Info.Type, data);
    }

    private static byte[] ReadSpan(string path, IReadOnlyList<string> shards, StoredTensor tensor)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        long[] lengths = [.. shards.Select(shard => ShardLength(path, Path.Combine(folder, shard)))];
        if (tensor.Offset + tensor.Bytes > lengths.Sum())
        {
            throw TensorFault.At(
                path,
                tensor.Place,
                $"bytes {tensor.Offset} to {tensor.Offset + tensor.Bytes}: the shards hold {lengths.Sum()}");
        }

        var data = new byte[tensor.Bytes];
        long shardStart = 0;
        int filled = 0;
        for (int i = 0; i < lengths.Length && filled < data.Length; shardStart += lengths[i], i++)
        {
            long from = tensor.Offset + filled - shardStart;
            if (from >= lengths[i])
            {
                continue;
            }

            using FileStream stream = File.OpenRead(Path.Combine(folder, shards[i]));
            int count = (int)Math.Min(lengths[i] - from, data.Length - filled);
            TensorFault.ReadAt(stream, stream.Name, from, count).CopyTo(data, filled);
            filled += count;
        }

        return data;
    }

    private static long ShardLength(string path, string shard)
    {
        var file = new FileInfo(shard);
        return file.Exists ? file.Length : throw TensorFault.At(path, "weightsManifest.paths", $"no file {shard}");
    }

    private static List<TensorFlowJsGroup> ReadManifest(string path)
    {
        long length = new FileInfo(path).Length;
        if (length > MaxDocument)
        {
            throw TensorFault.At(path, "document", $"{length} bytes: at most {MaxDocument}");
        }

        using JsonDocument document = JsonFields.Parse(path, File.ReadAllBytes(path));
        JsonElement[] groups = JsonFields.Items(path, "document", document.RootElement, "weightsManifest");
        return [.. groups.Select((group, i) => ReadGroup(path, $"weightsManifest[{i}]", group))];
    }

    private static TensorFlowJsGroup ReadGroup(string path, string place, JsonElement group)
    {
        JsonElement[] paths = JsonFields.Items(path, place, group, "paths");
        string[] shards = Array.ConvertAll(paths, item => ShardName(path, $"{place}.paths", item));
        var tensors = new List<StoredTensor>();
        long offset = 0;
        foreach (JsonElement weight in JsonFields.Items(path, place, group, "weights"))
        {
            StoredTensor tensor = ReadWeight(path, $"{place}.weights[{tensors.Count}]", weight, offset);
            tensors.Add(tensor);
            offset += tensor.Bytes;
        }

        return new TensorFlowJsGroup(shards, tensors);
    }

    // Shards lie beside the document: anything else in a name could read any file of the machine.
    private static string ShardName(string path, string place, JsonElement item)
    {
        string name = JsonFields.TextOf(path, place, item);
        bool plain = name.Length > 0 && name is not ("." or "..") && name.AsSpan().IndexOfAny("/\\:\0") < 0;
        return plain
            ? name
            : throw TensorFault.At(path, place, $"'{name}' is not the name of a file beside the document");
    }

    private static StoredTensor ReadWeight(string path, string place, JsonElement weight, long offset)
    {
        string name = JsonFields.Text(path, place, weight, "name");
        string dtype = JsonFields.Text(path, place, weight, "dtype");
        if (JsonFields.Find(path, place, weight, "quantization") is not null)
        {
            throw TensorFault.At(path, $"{place}.quantization", $"'{name}' is quantized: only plain weights are read");
        }

        TensorType type = TensorTypes.FromTensorFlowJs(dtype)
            ?? throw TensorFault.At(path, $"{place}.dtype", $"'{dtype}' of '{name}' is not a known type");
        int[] shape = JsonFields.Shape(path, place, weight, "shape");
        int bytes = TensorFault.ByteCount(path, $"{place}.shape", shape, type);
        return new StoredTensor(new TensorInfo(name, shape, type), place, offset, bytes);
    }
}
