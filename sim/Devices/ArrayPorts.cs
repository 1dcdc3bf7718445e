using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Model.Golden;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices;

/// <summary>The ports of an array in its packed records.</summary>
internal sealed class ArrayPorts
{
    private readonly PortSlice? _ready;
    private readonly PortSlice? _last;

    internal ArrayPorts(RecordLayout layout, Design design)
    {
        Layout = layout;
        Valid = layout["valid_i"];
        _ready = design.IsWeightStationary ? null : layout["ready_o"];
        _last = design.IsWeightStationary ? null : layout["last_i"];
        End = layout["end_i"];
        Reset = layout["rst_ni"];
        X = layout["x_i"];
        W = layout["w_i"];
        Scale = layout["scale_i"];
        Zero = design.HasActivationSums ? layout["zero_i"] : null;
        Exp = design.AlignsActivations ? layout["exp_i"] : null;
        Special = design.AlignsActivations ? layout["special_i"] : null;
        Slices = design.HasRunTimeSlices ? layout["slices_i"] : null;
        XScale = design.HasActivationScales ? layout["x_scale_i"] : null;
        YValid = layout["y_valid_o"];
        Y = layout["y_o"];
    }

    internal RecordLayout Layout { get; }

    internal PortSlice Valid { get; }

    /// <summary>Of output-stationary arrays.</summary>
    internal PortSlice Ready => _ready!;

    /// <summary>Of output-stationary arrays.</summary>
    internal PortSlice Last => _last!;

    internal PortSlice End { get; }

    internal PortSlice Reset { get; }

    internal PortSlice X { get; }

    internal PortSlice W { get; }

    internal PortSlice Scale { get; }

    internal PortSlice? Zero { get; }

    internal PortSlice? XScale { get; }

    /// <summary>Of designs that align activations.</summary>
    internal PortSlice? Exp { get; }

    /// <summary>Of designs that align activations.</summary>
    internal PortSlice? Special { get; }

    /// <summary>Of designs whose number of slices is not fixed.</summary>
    internal PortSlice? Slices { get; }

    internal PortSlice YValid { get; }

    internal PortSlice Y { get; }

    /// <summary>Writes what a sliced array is told about a row's activations of a group.</summary>
    internal void WriteSliceMarks(Span<uint> record, NumberFormat format, ReadOnlySpan<ushort> activations)
    {
        Exp!.Write(record, (uint)SlicedGroup.LargestExponent(format, activations));
        Special!.Write(record, FloatBits.AllFinite(format, activations) ? 0u : 1);
    }

    /// <summary>Writes a group's scales and zero points, as many as there are columns of W.</summary>
    internal void WriteScales(Span<uint> record, Design design, GemmOperands operands, int firstColumn, int group)
    {
        int columns = Math.Min(design.Columns, operands.N - firstColumn);
        Span<uint> scale = Scale.Of(record);
        for (int c = 0; c < columns; c++)
        {
            BitFields.Or(scale, design.ScaleBits * c, ScaleWord.Of(design, operands, firstColumn + c, group));
            if (Zero is { } zero && ZeroWord.Of(design, operands, firstColumn + c, group) is { } word)
            {
                BitFields.Or(zero.Of(record), design.ZeroBits * c, word);
            }
        }
    }
}
