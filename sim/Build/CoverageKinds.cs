namespace MixPe.Sim.Build;

/// <summary>Kinds of coverage that a model can count.</summary>
[Flags]
public enum CoverageKinds
{
    /// <summary>No coverage.</summary>
    None = 0,

    /// <summary>Lines and branches; about 2.4 times slower.</summary>
    Line = 1,

    /// <summary>Every bit up and down; about 150 times slower, for small units only.</summary>
    Toggle = 2,

    /// <summary>Cover properties.</summary>
    User = 4,
}
