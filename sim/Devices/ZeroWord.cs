using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>A column's bits of an array's zero_i.</summary>
public static class ZeroWord
{
    /// <summary>The zero point of a group; or its minimum, below the binary16 number that minima of its super group count in. Null where
    /// groups have neither.</summary>
    /// <param name="design">The design.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="channel">A row of W.</param>
    /// <param name="group">A group of it.</param>
    public static uint? Of(Design design, GemmOperands operands, int channel, int group)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        int index = (channel * (operands.Scales.Length / operands.N)) + group;
        if (operands.SuperGroups is { } super)
        {
            int supers = super.Units.Length / operands.N;
            uint unit = super.Units[(channel * supers) + (group / design.SuperGroupGroups)];
            return unit << SuperGroups.MinimumBits | super.Minima[index];
        }

        return operands.ZeroPoints is { } zeros ? (uint)zeros[index] & ((1u << design.ZeroBits) - 1) : null;
    }
}
