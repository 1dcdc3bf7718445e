namespace MixPe.Generator.Bundles;

/// <summary>Direction of a port, seen from inside the module.</summary>
public enum PortDirection
{
    /// <summary>Driven from outside.</summary>
    Input,

    /// <summary>Driven by the module.</summary>
    Output,
}
