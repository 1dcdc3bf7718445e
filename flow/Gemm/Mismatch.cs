namespace MixPe.Flow.Gemm;

/// <summary>An output whose bits differ from the golden model's.</summary>
/// <param name="Row">Row of Y.</param>
/// <param name="Column">Column of Y.</param>
/// <param name="Expected">The golden model's bits.</param>
/// <param name="Actual">The array's bits.</param>
public sealed record Mismatch(int Row, int Column, uint Expected, uint Actual);
