using MixPe.Generator.Designs;
using MixPe.Model.Golden;
using MixPe.Sim.Devices;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The scales that an array is given.</summary>
internal static class ScalePort
{
    /// <summary>Writes those of a column's group, and its zero point or minimum. What a channel or a super group has must not be looked at before
    /// its last group.</summary>
    /// <param name="stimulus">Where.</param>
    /// <param name="t">The cycle.</param>
    /// <param name="design">The design.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="column">A row of W.</param>
    /// <param name="group">A group of it.</param>
    /// <param name="isEnd">It is the last one.</param>
    public static void Write(
        Stimulus stimulus, int t, Design design, GemmOperands operands, int column, int group, bool isEnd)
    {
        PortSlice port = stimulus.Layout["scale_i"];
        int bits = design.ScaleBits;
        stimulus.SetField(t, port, bits * column, bits, ScaleWord.Of(design, operands, column, group));
        if (ZeroWord.Of(design, operands, column, group) is { } zero)
        {
            stimulus.SetField(t, stimulus.Layout["zero_i"], design.ZeroBits * column, design.ZeroBits, zero);
        }

        bool isLooked = isEnd || (design.HasMinima && (group + 1) % design.SuperGroupGroups == 0);
        if (design.HasIntegerScale && !isLooked)
        {
            SetChannelFree(stimulus, t, design, bits * column);
        }

        if (design.HasMinima && !isLooked)
        {
            SetUnitFree(stimulus, t, design, design.ZeroBits * column);
        }
    }

    /// <summary>Makes what a super group's minima count in anything: other bits than those of the last group.</summary>
    /// <param name="stimulus">Where.</param>
    /// <param name="t">The cycle.</param>
    /// <param name="design">The design.</param>
    /// <param name="bit">The lowest bit of the column's minimum.</param>
    public static void SetUnitFree(Stimulus stimulus, int t, Design design, int bit) =>
        SetFree(stimulus, t, stimulus.Layout["zero_i"], bit + SuperGroups.MinimumBits, design.ZeroBits - SuperGroups.MinimumBits);

    /// <summary>Makes the channel's scale below an integer one anything: other bits than those of the last group.</summary>
    /// <param name="stimulus">Where.</param>
    /// <param name="t">The cycle.</param>
    /// <param name="design">The design.</param>
    /// <param name="bit">The lowest bit of the column's scales.</param>
    public static void SetChannelFree(Stimulus stimulus, int t, Design design, int bit)
    {
        SetFree(stimulus, t, stimulus.Layout["scale_i"], bit, design.FloatScale.Bits);
    }

    private static void SetFree(Stimulus stimulus, int t, PortSlice port, int bit, int bits)
    {
        ulong mask = (1ul << bits) - 1;
        stimulus.SetField(t, port, bit, bits, ~stimulus.InputField(t, port, bit, bits) & mask);
        stimulus.SetFreeField(t, port, bit, bits, mask);
    }
}
