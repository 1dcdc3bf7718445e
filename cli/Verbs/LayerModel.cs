using MixPe.Flow.Encoder;
using MixPe.Flow.Explore.Evaluation;

namespace MixPe.Cli.Verbs;

/// <summary>The layers on which designs are tried, as an option names them.</summary>
internal static class LayerModel
{
    /// <summary>The word for random layers of no model.</summary>
    public const string Synthetic = "synthetic";

    /// <summary>The encoder that make setup brings, else random layers.</summary>
    public static string Default => InstalledModel.Exists ? InstalledModel.File : Synthetic;

    /// <summary>Reads them.</summary>
    /// <param name="model">The encoder's model.json, or <see cref="Synthetic"/>.</param>
    public static ILayers Open(string model) =>
        model == Synthetic ? new SyntheticLayers() : new EncoderLayers(SentenceEncoder.Read(model));
}
