using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>A row's bits of an array's x_scale_i.</summary>
public static class ActivationScaleWord
{
    /// <summary>The scale that is looked at with a group: that of the row's group, or super group with the last one of it, with the last
    /// group that of the row; else null.</summary>
    /// <param name="design">The design.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="row">A row of X.</param>
    /// <param name="group">A group of it.</param>
    /// <param name="isEnd">It is the last one.</param>
    public static ushort? Of(Design design, GemmOperands operands, int row, int group, bool isEnd)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(operands);
        if (operands.ActivationGroupScales is { } scales)
        {
            bool isLooked = !design.HasMinima || isEnd || (group + 1) % design.SuperGroupGroups == 0;
            return isLooked ? OfGroup(design, operands.M, scales, row, group) : null;
        }

        return isEnd ? operands.ActivationScales?[row] : null;
    }

    /// <summary>The scale that stands with a group in the activation stream.</summary>
    /// <param name="design">The design.</param>
    /// <param name="rows">Rows of X.</param>
    /// <param name="scales">Scales of their groups, or super groups.</param>
    /// <param name="row">A row of X.</param>
    /// <param name="group">A group of it.</param>
    public static ushort OfGroup(Design design, int rows, ushort[] scales, int row, int group)
    {
        ArgumentNullException.ThrowIfNull(design);
        ArgumentNullException.ThrowIfNull(scales);
        return scales[(row * (scales.Length / rows)) + (design.HasMinima ? group / design.SuperGroupGroups : group)];
    }
}
