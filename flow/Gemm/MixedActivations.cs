using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Quantization;

namespace MixPe.Flow.Gemm;

/// <summary>Activations of which those of the first groups of K have more bits than those of the others.</summary>
internal static class MixedActivations
{
    /// <summary>Each group by its own scale, to the codes of as many bits as count of it; all as codes of the design's format.</summary>
    /// <param name="design">The design of a job with <see cref="Design.WideGroups"/>; it has scales of groups of X.</param>
    /// <param name="x">X, [M, K].</param>
    internal static QuantizedActivations Quantize(Design design, Matrix x)
    {
        int groups = (x.Columns + design.Group - 1) / design.Group;
        QuantizedActivations wide = Of(design, x, design.ActivationNumbers);
        QuantizedActivations narrow = Of(design, x, NumberFormat.Signed(design.SliceBits));
        return wide with
        {
            Format = design.Activations,
            Codes = [.. wide.Codes.Select((code, i) => IsWide(i % x.Columns / design.Group)
                ? Widened(design, wide.Format, code)
                : Widened(design, narrow.Format, narrow.Codes[i]))],
            Scales = [.. wide.Scales!.Select((scale, i) => IsWide(i % groups) ? scale : narrow.Scales![i])],
        };

        bool IsWide(int group) => group < design.WideGroups;
    }

    private static QuantizedActivations Of(Design design, Matrix x, NumberFormat format) => ActivationQuantizer.PerGroup(
        format, x.Values, x.Rows, x.Columns, design.Group, design.ActivationGroupScale
            ?? throw new ArgumentException("groups of other bits have scales of their own", nameof(design)));

    private static ushort Widened(Design design, NumberFormat format, ushort code) =>
        (ushort)(IntegerCodec.Decode(format, code) & ((1 << design.Activations.Bits) - 1));
}
