using MixPe.Generator.Designs;
using MixPe.Model.Formats;
using MixPe.Sim.Host;

namespace MixPe.Flow.Verify.Units;

/// <summary>The port of a unit of several columns' shared sums: of each two neighbouring activations.</summary>
internal static class PairSumPort
{
    /// <summary>Writes the sums of a beat if the design's PEs take them.</summary>
    /// <param name="stimulus">The stimulus.</param>
    /// <param name="t">The cycle.</param>
    /// <param name="design">The design whose PEs these are.</param>
    /// <param name="x">The beat's activations, one a lane.</param>
    public static void Write(Stimulus stimulus, int t, Design design, ReadOnlySpan<ushort> x)
    {
        if (!design.SharesPairSums)
        {
            return;
        }

        int width = design.Activations.Bits + 1;
        PortSlice port = stimulus.Layout["both_i"];
        for (int pair = 0; pair < design.Lanes / 2; pair++)
        {
            long sum = IntegerCodec.Decode(design.Activations, x[2 * pair])
                + IntegerCodec.Decode(design.Activations, x[(2 * pair) + 1]);
            stimulus.SetField(t, port, pair * width, width, (uint)sum & ((1u << width) - 1));
        }
    }

    /// <summary>Marks the sums as whatever they are.</summary>
    public static void SetFree(Stimulus stimulus, int t, Design design)
    {
        if (design.SharesPairSums)
        {
            stimulus.SetFree(t, "both_i");
        }
    }
}
