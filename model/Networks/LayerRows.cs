namespace MixPe.Model.Networks;

/// <summary>For what a linear layer has a row of X.</summary>
public enum LayerRows
{
    /// <summary>Every token of every sequence.</summary>
    Token,

    /// <summary>The last token of every sequence (or its class token): the only one whose outputs are wanted.</summary>
    Sequence,

    /// <summary>Every token but the class token, which is none of the image's patches.</summary>
    Patch,
}
