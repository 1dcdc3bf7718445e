using MixPe.Generator.Designs;
using MixPe.Sim.Host;

namespace MixPe.Sim.Devices;

/// <summary>The ports of an array in its packed records.</summary>
internal sealed class ArrayPorts
{
    internal ArrayPorts(RecordLayout layout, Design design)
    {
        Layout = layout;
        Valid = layout["valid_i"];
        Ready = layout["ready_o"];
        Last = layout["last_i"];
        End = layout["end_i"];
        Reset = layout["rst_ni"];
        X = layout["x_i"];
        W = layout["w_i"];
        Scale = layout["scale_i"];
        Zero = design.ZeroPoint ? layout["zero_i"] : null;
        XScale = design.ActivationScale ? layout["x_scale_i"] : null;
        YValid = layout["y_valid_o"];
        Y = layout["y_o"];
    }

    internal RecordLayout Layout { get; }

    internal PortSlice Valid { get; }

    internal PortSlice Ready { get; }

    internal PortSlice Last { get; }

    internal PortSlice End { get; }

    internal PortSlice Reset { get; }

    internal PortSlice X { get; }

    internal PortSlice W { get; }

    internal PortSlice Scale { get; }

    internal PortSlice? Zero { get; }

    internal PortSlice? XScale { get; }

    internal PortSlice YValid { get; }

    internal PortSlice Y { get; }
}
