namespace MixPe.Generator.Designs;

/// <summary>Sizes of a tile's streams and buffers.</summary>
/// <param name="XWords">Array beats of one row in a beat of the activation stream.</param>
/// <param name="WWords">Array beats of one column in a beat of the weight stream.</param>
/// <param name="YWords">Results in a beat of the result stream.</param>
/// <param name="MaxK">Largest K.</param>
/// <param name="RowBlocks">Blocks of rows of the array that share one load of weights.</param>
/// <param name="SizeBits">Width of M and N.</param>
public sealed record TileSizes(int XWords, int WWords, int YWords, int MaxK, int RowBlocks, int SizeBits);
