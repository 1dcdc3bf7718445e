using MixPe.Model.Golden;

namespace MixPe.Sim.Devices;

/// <summary>A row's bits of an array's x_scale_i.</summary>
public static class ActivationScaleWord
{
    /// <summary>The scale that is looked at with a group: that of the row's group, with the last group that of the row; else
    /// null.</summary>
    /// <param name="operands">The operands.</param>
    /// <param name="row">A row of X.</param>
    /// <param name="group">A group of it.</param>
    /// <param name="isEnd">It is the last one.</param>
    public static ushort? Of(GemmOperands operands, int row, int group, bool isEnd)
    {
        ArgumentNullException.ThrowIfNull(operands);
        if (operands.ActivationGroupScales is { } scales)
        {
            return scales[(row * (scales.Length / operands.M)) + group];
        }

        return isEnd ? operands.ActivationScales?[row] : null;
    }
}
