using MixPe.Model.Formats;

namespace MixPe.Model.Quantization;

/// <summary>Activations as signed integers with a scale and a shift a row: x is scale·code + shift.</summary>
/// <param name="Quantized">[M, K] codes, and [M] scales.</param>
/// <param name="Shifts">[M] binary16 bit patterns.</param>
public sealed record ShiftedActivations(QuantizedActivations Quantized, ushort[] Shifts)
{
    /// <summary>Asymmetric, a row by itself, as QUIK has it (arXiv 2310.09259, 3.2): scale = (max − min)/(2^bits − 1) in binary16;
    /// shift = min + 2^(bits − 1)·scale in binary16; code = clamp(RN((x − shift)/scale)).</summary>
    /// <param name="format">A signed integer format.</param>
    /// <param name="activations">[m, k] activations, row major.</param>
    /// <param name="m">Rows.</param>
    /// <param name="k">Columns.</param>
    /// <exception cref="QuantizationException">A value is not finite, or a row's scale or shift is beyond binary16.</exception>
    /// <exception cref="ArgumentException">The length is not m·k, or the format is not of signed integers.</exception>
    public static ShiftedActivations PerRow(NumberFormat format, ReadOnlySpan<float> activations, int m, int k)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Kind != NumberKind.Signed)
        {
            throw new ArgumentException($"{format} is no signed integer format", nameof(format));
        }

        MatrixCheck.Require(activations, m, k, "activations");
        ushort[] codes = new ushort[activations.Length], scales = new ushort[m], shifts = new ushort[m];
        for (int row = 0; row < m; row++)
        {
            ReadOnlySpan<float> values = activations.Slice(row * k, k);
            double low = double.PositiveInfinity, high = double.NegativeInfinity;
            foreach (float value in values)
            {
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
            }

            double levels = format.MaxInteger - format.MinInteger;
            scales[row] = ScaleRounding.Round(NumberFormats.Fp16, high - low, levels) ?? throw new QuantizationException(
                "activations", row, 0, (high - low) / levels, "the scale of this row is beyond binary16, 65504");
            double step = Fp16.ToSingle(scales[row]);

            // Of equal values the scale says nothing: the shift is all of them.
            double shift = high > low ? low - (format.MinInteger * step) : low;
            shifts[row] = (ushort)FloatBits.FromDouble(NumberFormats.Fp16, shift);
            if (!Fp16.IsFinite(shifts[row]))
            {
                throw new QuantizationException(
                    "activations", row, 0, shift, "the shift of this row is beyond binary16, 65504");
            }

            double from = Fp16.ToSingle(shifts[row]);
            for (int i = 0; i < k; i++)
            {
                double code = Math.Round((values[i] - from) / step, MidpointRounding.ToEven);
                codes[(row * k) + i] = IntegerCodec.Encode(format, (int)Math.Clamp(code, format.MinInteger, format.MaxInteger));
            }
        }

        return new ShiftedActivations(new QuantizedActivations(m, k, format, codes, scales), shifts);
    }
}
