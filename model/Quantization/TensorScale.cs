using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>The scale of a whole matrix above the scales of its groups, as NVFP4 has it.</summary>
public static class TensorScale
{
    /// <summary>max|x| / (largest element · largest scale), rounded to binary32: the group of the largest magnitude then has the largest
    /// scale of its format. 1 where every value is zero; never zero.</summary>
    /// <param name="values">The matrix.</param>
    /// <param name="largest">Largest element of the codes' format.</param>
    /// <param name="scales">A floating-point format of the groups' scales.</param>
    public static float Of(ReadOnlySpan<float> values, double largest, NumberFormat scales)
    {
        ArgumentNullException.ThrowIfNull(scales);
        double most = 0;
        foreach (float value in values)
        {
            most = Math.Max(most, Math.Abs((double)value));
        }

        // What is not finite is refused with its position where groups are quantized.
        return most == 0 || !double.IsFinite(most)
            ? 1
            : Math.Max((float)(most / (largest * FloatBits.ToDouble(scales, scales.LargestFinite))), float.Epsilon);
    }
}
