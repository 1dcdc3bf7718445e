namespace MixPe.Flow.Yaml;

/// <summary>A value of a YAML file: a text, a list or a mapping.</summary>
/// <param name="Line">Line from 1.</param>
internal abstract record YamlNode(int Line)
{
    /// <summary>The value for a message.</summary>
    public abstract string Shown { get; }
}
