namespace MixPe.Flow.Regress;

/// <summary>The command that a task runs.</summary>
public enum TaskKind
{
    /// <summary>mixpe verify: a level and a seed.</summary>
    Verify,

    /// <summary>mixpe prove.</summary>
    Prove,

    /// <summary>mixpe mutate.</summary>
    Mutate,

    /// <summary>mixpe simulate: a shape and a seed.</summary>
    Simulate,
}
