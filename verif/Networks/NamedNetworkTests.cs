using MixPe.Generator.Networks;
using MixPe.Model.Networks;
using NUnit.Framework;

namespace MixPe.Verif.Networks;

public sealed class NamedNetworkTests
{
    // Parameters as published with the checkpoints, to the last one.
    [TestCase("llama-2-7b", 6_738_415_616)]
    [TestCase("llama-2-13b", 13_015_864_320)]
    [TestCase("llama-3-70b", 70_553_706_496)]
    public void Weights_embedding_and_norms_are_the_published_parameters_of_llama(string name, long published)
    {
        Network network = NetworkLoader.Load(name);
        long embedding = (long)network.Vocabulary * network.Hidden;
        long norms = ((2L * network.Blocks) + 1) * network.Hidden;
        Assert.That(Weights(network) + embedding + norms, Is.EqualTo(published));
    }

    // The output layer has the embedding's weights. A position table of 2 more than the context, biases, norms of two vectors.
    [TestCase("opt-6.7b", 6_658_473_984)]
    [TestCase("opt-30b", 29_974_540_288)]
    public void Weights_positions_biases_and_norms_are_the_published_parameters_of_opt(string name, long published)
    {
        Network network = NetworkLoader.Load(name);
        long block = (5L * network.Hidden) + network.Ffn + (4L * network.Hidden);
        long rest = ((network.Tokens + 2L) * network.Hidden) + (network.Blocks * block) + (2L * network.Hidden);
        Assert.That(Weights(network) + rest, Is.EqualTo(published));
    }

    [Test]
    public void Weights_positions_biases_and_norms_are_the_published_parameters_of_vit()
    {
        Network network = NetworkLoader.Load("vit-base");
        long block = (5L * network.Hidden) + network.Ffn + (4L * network.Hidden);
        long rest = ((network.Tokens + 1L) * network.Hidden) + network.Hidden + (network.Blocks * block)
            + (2L * network.Hidden) + network.Vocabulary;
        Assert.That(Weights(network) + rest, Is.EqualTo(86_567_656));
    }

    [Test]
    public void The_named_networks_are_those_of_the_manual() => Assert.That(
        NamedNetworks.All.Select(network => network.Name),
        Is.EqualTo(new[] { "llama-2-13b", "llama-2-7b", "llama-3-70b", "opt-30b", "opt-6.7b", "vit-base" }));

    [Test]
    public void Grouped_keys_and_values_are_narrower()
    {
        IReadOnlyList<NetworkLayer> layers = NetworkLoader.Load("llama-3-70b").Layers;
        Assert.That(layers.Single(layer => layer.Name == "k_proj"), Is.EqualTo(
            new NetworkLayer("k_proj", 1024, 8192, 80, LayerRows.Token, SharesInput: true)));
    }

    [Test]
    public void A_layer_has_a_row_for_what_it_is_wanted_of()
    {
        Network network = NetworkLoader.Load("vit-base");
        long Rows(string name) => Network.RowsOf(
            network.Layers.Single(layer => layer.Name == name), InferencePhase.Prefill, 2, network.Tokens);
        Assert.That((Rows("patch_embedding"), Rows("q_proj"), Rows("lm_head")), Is.EqualTo((392L, 394L, 2L)));
        Assert.That(Network.RowsOf(network.Layers[1], InferencePhase.Decode, 7, 197), Is.EqualTo(7));
    }

    // By hand: 3 tokens of 8 heads by 4, 2 blocks.
    [Test]
    public void Attention_counts_what_the_mask_leaves()
    {
        Network network = new("a", "", 2, 32, 8, 8, 1, false, 0, 0, 3, IsDecoder: true);
        Assert.That(network.AttentionMacs(InferencePhase.Prefill, 1, 3), Is.EqualTo(2 * (1 + 2 + 3) * 32 * 2));
        Assert.That(network.AttentionMacs(InferencePhase.Decode, 5, 3), Is.EqualTo(2 * 3 * 32 * 2 * 5));
        Network seesAll = network with { IsDecoder = false };
        Assert.That(seesAll.AttentionMacs(InferencePhase.Prefill, 1, 3), Is.EqualTo(2 * 9 * 32 * 2));
    }

    private static long Weights(Network network) => network.Layers.Sum(layer => layer.Weights);
}
