namespace MixPe.Generator.Bundles;

/// <summary>What a port is for, where a simulation host must know.</summary>
public enum PortRole
{
    /// <summary>An ordinary port.</summary>
    Data,

    /// <summary>The clock; rising edge.</summary>
    Clock,

    /// <summary>The active-low reset.</summary>
    Reset,

    /// <summary>An input that a simulation sets once and holds: no field of its records.</summary>
    Held,
}
