namespace MixPe.Flow.Estimate;

/// <summary>Whether a layer's X is that of others.</summary>
public enum InputShare
{
    /// <summary>It is its own.</summary>
    None,

    /// <summary>It is that of layers after it: the first to read it.</summary>
    First,

    /// <summary>It is that of the layer before.</summary>
    Later,
}
