namespace MixPe.Verif.Oracles;

/// <summary>What a datum is.</summary>
internal enum NumberClass
{
    Finite,
    Infinite,
    NaN,
}
