namespace MixPe.Model.Quantization;

/// <summary>How the range of values that the codes of a group stand for is chosen.</summary>
public enum CodeRange
{
    /// <summary>From the smallest to the largest weight: none is clamped.</summary>
    MinMax,

    /// <summary>The part of that range, of 100 %, 98 % and so on to 50 %, that leaves the least squared error of the
    /// group's weights: the largest of them are clamped so that the others lie closer.</summary>
    LeastSquares,
}
