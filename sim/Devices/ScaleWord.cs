using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>A column's bits of an array's scale_i.</summary>
public static class ScaleWord
{
    /// <summary>The scale of a group; an integer one above that of its channel or super group.</summary>
    /// <param name="design">The design.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="channel">A row of W.</param>
    /// <param name="group">A group of it.</param>
    public static uint Of(Design design, GemmOperands operands, int channel, int group)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        int groups = operands.Scales.Length / operands.N;
        uint scale = operands.Scales[(channel * groups) + group];
        if (operands.SuperGroups is { } super)
        {
            int supers = super.Scales.Length / operands.N;
            return scale << design.FloatScale.Bits | super.Scales[(channel * supers) + (group / design.SuperGroupGroups)];
        }

        return operands.ChannelScales is { } channels ? scale << design.FloatScale.Bits | channels[channel] : scale;
    }
}
