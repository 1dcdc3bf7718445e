using MixPe.Generator.Designs;
using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>A row's bits of an array's x_scale_i.</summary>
public static class ActivationScaleWord
{
    /// <summary>Width of a row's scale.</summary>
    /// <param name="design">A design with scales of rows or of groups of activations.</param>
    public static int Bits(Design design)
    {
        ArgumentNullException.ThrowIfNull(design);
        return design.ActivationGroupScale?.Bits ?? 16;
    }

    /// <summary>The scale that is looked at with a group: that of the row's group, with the last group that of the row; else
    /// null.</summary>
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
            return scales[(row * (scales.Length / operands.M)) + group];
        }

        return isEnd ? operands.ActivationScales?[row] : null;
    }
}
