namespace MixPe.Flow.Gemm;

/// <summary>What a GEMM is simulated on.</summary>
public enum HardwareKind
{
    /// <summary>The array, fed by the host.</summary>
    Array,

    /// <summary>The tile, behind its streams and registers.</summary>
    Tile,
}
